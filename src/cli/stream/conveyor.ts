/** Hands values on in the order in which they were put, however long each takes, with a limit on how many are on the way. */

export interface Conveyor<T> {
  /** Resolves when there is room for another, and never rejects. */
  readonly put: (value: Promise<T>) => Promise<void>
  /** Resolves when everything was handed on; rejects with the first failure. */
  readonly drained: () => Promise<void>
}

/**
 * @param width how many may be on the way, from 1
 * @param onFailure called when a value or its delivery failed; nothing behind it is handed on
 */
export function conveyor<T>(width: number, deliver: (value: T) => Promise<void>, onFailure: () => void): Conveyor<T> {
  let last: Promise<void> = Promise.resolve()
  let onTheWay = 0
  let wake = (): void => {}
  const inTurn = async (before: Promise<void>, value: Promise<T>): Promise<void> => {
    await before
    await deliver(await value)
  }
  return {
    put: async (value) => {
      onTheWay += 1
      // A value that fails before its turn has come must not pass for one that nobody cares about.
      value.catch(() => {})
      last = inTurn(last, value).finally(() => {
        onTheWay -= 1
        wake()
      })
      last.catch(onFailure)
      while (onTheWay >= width) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    drained: () => last,
  }
}
