export const CODE_MEANING_NAMES = [
  'same',
  'method',
  'narrower',
  'broader',
  'related',
  'measure',
  'low',
  'high',
  'opposite',
  'study',
  'component',
  'pair',
  'earlier',
  'drug',
  'strength',
  'status',
] as const

type CodeMeaning = (typeof CODE_MEANING_NAMES)[number]

/** What the code of another system says about the entry that carries it, and the nearest SKOS mapping property. */
export const CODE_MEANINGS = {
  same: {
    skos: 'exactMatch',
    says: 'the code and the entry mean the same; for a laboratory or scale code, its result is the value',
  },
  method: { skos: 'narrowMatch', says: 'the same quantity by one method: its result is the value' },
  narrower: {
    skos: 'narrowMatch',
    says: 'a part of the entry: its presence makes the entry true, its absence does not deny it',
  },
  broader: { skos: 'broadMatch', says: 'wider than the entry: it cannot make it true by itself' },
  related: { skos: 'relatedMatch', says: 'for labels and search; says nothing about the entry' },
  measure: {
    skos: 'relatedMatch',
    says: "a measurement: outside the reporting laboratory's limit on the side that the entry names it makes it true, else false",
  },
  low: { skos: 'relatedMatch', says: 'the value is below normal, without a number' },
  high: { skos: 'relatedMatch', says: 'the value is above normal, or the test positive, without a number' },
  opposite: { skos: 'relatedMatch', says: 'its presence makes the entry false' },
  study: { skos: 'relatedMatch', says: 'names the examination, not its result' },
  component: { skos: 'relatedMatch', says: 'stands in a component of a larger result, beside its partner' },
  pair: { skos: 'relatedMatch', says: 'counts only together with the other code of the pair' },
  earlier: {
    skos: 'relatedMatch',
    says: 'the code of another finding; the entry is the latest result before the event',
  },
  drug: { skos: 'relatedMatch', says: 'names the drug; the entry also needs its status and dates' },
  strength: { skos: 'relatedMatch', says: 'tablet strength, never the daily dose' },
  status: { skos: 'relatedMatch', says: 'a status that counts only on a record of the right disease, drug or event' },
} as const satisfies Record<CodeMeaning, { readonly skos: string; readonly says: string }>
