/** The few ways in which a word may stand out. Only the 16 base colours, and never the only carrier of a meaning: without them the text says the same. */
export interface Paint {
  readonly heading: (text: string) => string
  readonly urgent: (text: string) => string
  readonly strong: (text: string) => string
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly faint: (text: string) => string
}

const asIs = (text: string): string => text

export const plain: Paint = { heading: asIs, urgent: asIs, strong: asIs, good: asIs, bad: asIs, faint: asIs }

/** How a text is to look; decided once by the command line from the terminal and the environment. */
export interface TextStyle {
  /** Columns; at least 20. */
  readonly width: number
  readonly paint: Paint
  /** False where the locale is not UTF-8: bars are then made of ASCII. */
  readonly unicode: boolean
  /** True where the terminal follows OSC 8 links. */
  readonly hyperlinks: boolean
}
