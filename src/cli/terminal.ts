/** How text is to look on one output: colour, links, width and characters, from the option, the environment and the terminal, in that order. */
import type { Output, World } from '../io/world.ts'
import { type Paint, plain, type TextStyle } from '../render/style.ts'
import type { CommonOptions } from './report.ts'

type Env = World['env']

const DEFAULT_WIDTH = 80
/** Longer lines are hard to read; a wider terminal is not filled. */
const WIDEST = 100
const NARROWEST = 20

const OFF: readonly string[] = ['', '0', 'false', 'no', 'off']

/** Of a variable that has no rule of its own for its values: `0`, `false`, `no` and `off` are off, in any case of letters, as is nothing. */
const isOn = (value: string | undefined): boolean => !OFF.includes((value ?? '').trim().toLowerCase())

/** Screens are read aloud, or the terminal can do no more than lines. */
export const wantsPlainLines = (env: Env): boolean => isOn(env['ACCESSIBLE']) || env['TERM'] === 'dumb'

const given = (value: string | undefined): value is string => value !== undefined && value !== ''

/** `--color`, then NO_COLOR (any value but an empty one, as no-color.org has it), then FORCE_COLOR (not empty; 0 is off), then whether this output is a terminal that is not dumb. */
function wantsColour(option: CommonOptions['color'], env: Env, output: Output): boolean {
  if (option !== 'auto') return option === 'always'
  if (given(env['NO_COLOR'])) return false
  if (given(env['FORCE_COLOR'])) return isOn(env['FORCE_COLOR'])
  return output.isTTY && env['TERM'] !== 'dumb'
}

/** Terminals that say they follow OSC 8; FORCE_HYPERLINK (not empty; 0 is off) overrules the guess. Never when the output is piped. */
function followsLinks(env: Env, output: Output): boolean {
  if (!output.isTTY || env['TERM'] === 'dumb') return false
  if (given(env['FORCE_HYPERLINK'])) return isOn(env['FORCE_HYPERLINK'])
  const program = env['TERM_PROGRAM'] ?? ''
  if (['iTerm.app', 'WezTerm', 'vscode', 'ghostty'].includes(program)) return true
  return (
    Number(env['VTE_VERSION']) >= 5000 ||
    given(env['KITTY_WINDOW_ID']) ||
    env['TERM'] === 'xterm-kitty' ||
    given(env['WT_SESSION'])
  )
}

/** COLUMNS, else the terminal's width, else 80. */
export function widthOf(env: Env, output: Output): number {
  const asked = /^[1-9]\d{0,3}$/.test(env['COLUMNS'] ?? '') ? Number(env['COLUMNS']) : undefined
  return Math.min(WIDEST, Math.max(NARROWEST, asked ?? output.columns ?? DEFAULT_WIDTH))
}

/** False only where the locale names another character set; no locale at all is taken for a present-day system. */
function speaksUnicode(env: Env): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(given)
  return locale === undefined || locale.toLowerCase().replace('-', '').includes('utf8')
}

/** chalk itself ignores NO_COLOR and is loaded only when there is something to colour. */
async function colours(): Promise<Paint> {
  const { Chalk } = await import('chalk')
  const chalk = new Chalk({ level: 1 })
  return {
    heading: (text) => chalk.bold.cyan(text),
    urgent: (text) => chalk.bold.red(text),
    strong: (text) => chalk.bold(text),
    good: (text) => chalk.green(text),
    bad: (text) => chalk.red(text),
    faint: (text) => chalk.dim(text),
  }
}

export async function textStyle(options: CommonOptions, env: Env, output: Output): Promise<TextStyle> {
  return {
    width: widthOf(env, output),
    paint: wantsColour(options.color, env, output) ? await colours() : plain,
    unicode: speaksUnicode(env),
    hyperlinks: followsLinks(env, output),
  }
}
