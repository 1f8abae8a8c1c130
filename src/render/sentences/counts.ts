/** How many patients a figure counts, in words: a count as it stands, however few they are, and never a percentage of it. */

interface Patients {
  readonly n: number
  readonly of: number
  readonly fromPercent?: true | undefined
}

/** `7 of 9`, `about 180 of 240` where the source printed a percentage, `1 of 1 patient` for a single one. */
export function sayPatients({ n, of, fromPercent }: Patients): string {
  const counted = `${Number.isInteger(n) && fromPercent !== true ? '' : 'about '}${Math.round(n)} of ${Math.round(of)}`
  return of === 1 ? `${counted} patient` : counted
}
