/** Signals from outside, for commands that have something to finish before they end by one. */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
export type Signal = (typeof SIGNALS)[number]

export interface Signals {
  /** Has the handler called instead of the process ended; the function that comes back puts things as they were. */
  readonly onSignal: (handler: (signal: Signal) => void) => () => void
  /** Ends the process by this signal, as if nobody had handled it. */
  readonly raise: (signal: Signal) => void
}

export const standardSignals: Signals = {
  onSignal: (handler) => {
    for (const signal of SIGNALS) process.on(signal, handler)
    return () => {
      for (const signal of SIGNALS) process.removeListener(signal, handler)
    }
  },
  raise: (signal) => {
    // A listener of a dependency would only put it off.
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  },
}
