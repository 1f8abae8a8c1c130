/** Bars of one row of a table, as pictures that stretch to the width of their cell. The numbers that they show stand beside them as text. */
import { type Html, html, NOTHING } from './markup.ts'

type Range = readonly [number, number]

/** Two digits; what rounds to nothing or to everything is neither. */
export const twoDigits = (share: number): string => {
  if (share > 0 && share < 0.005) return '<0.01'
  return share < 1 && share >= 0.995 ? '>0.99' : share.toFixed(2)
}

export const rangeText = ([low, high]: Range): string => `${twoDigits(low)} to ${twoDigits(high)}`

/** With the sign always, zero without one. @param weight log10 */
export const signedWeight = (weight: number): string => {
  const digits = Math.abs(weight).toFixed(2)
  return digits === '0.00' ? digits : `${weight < 0 ? '−' : '+'}${digits}`
}

const at = (share: number): number => Number((100 * share).toFixed(1))

const picture = (title: string, drawn: Html): Html =>
  html`<svg role="img" viewBox="0 0 100 12" preserveAspectRatio="none"><title>${title}</title>${drawn}</svg>`

const upright = (places: readonly number[]): string => places.map((x) => `M${x} 0V12`).join('')

/** @param support in [0, 1], @param range its 5th and 95th percentile, null where they are not known */
export function supportBar(support: number, range: Range | null): Html {
  const title = `support ${twoDigits(support)}${range === null ? '' : `, range ${rangeText(range)}`}`
  return picture(
    title,
    html`<path class="grid" d="${upright([25, 50, 75, 100])}"/><rect class="support" y="2" width="${at(support)}" height="8"/>${
      range === null ? NOTHING : whisker(at(range[0]), at(range[1]))
    }<path class="axis" d="${upright([0])}"/>`,
  )
}

const whisker = (low: number, high: number): Html =>
  html`<path class="whisker" d="M${low} 6H${high}M${low} 3V9M${high} 3V9"/>`

/**
 * To the right what speaks for a diagnosis, to the left what speaks against it; what counts in part is an outline.
 * @param weight log10, @param scale the greatest weight that has room, a whole number: there is a line for each factor of ten
 */
export function weightBar(weight: number, scale: number, kind: 'prior' | 'in-full' | 'in-part'): Html {
  const length = Math.min(1, Math.abs(weight) / scale) / 2
  const side = weight < 0 ? 'against' : 'for'
  const grid = Array.from({ length: 2 * scale + 1 }, (_, line) => at(line / (2 * scale))).filter((x) => x !== 50)
  return picture(
    `${side} ${signedWeight(weight)}${kind === 'in-part' ? ', in part' : ''}`,
    html`<path class="grid" d="${upright(grid)}"/><rect class="${side} ${kind}" x="${weight < 0 ? at(0.5 - length) : 50}" y="2" width="${at(length)}" height="8"/><path class="axis" d="${upright([50])}"/>`,
  )
}
