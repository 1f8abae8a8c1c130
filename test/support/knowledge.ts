/** A small knowledge base for tests of reading and observing cases: findings of every type, a few cut-offs, one pattern, one contradiction. */
import type { CompiledContext, KnowledgeBase, NetworkFinding } from '../../src/core/rules/knowledge-base.ts'
import type { Finding, Origin } from '../../src/core/rules/schema/vocabulary.ts'
import { sortedBy } from '../../src/core/text/sort.ts'

export function aFinding(id: string, rest: Partial<Finding> = {}): Finding {
  return { id, label: id, ask: `${id}?`, group: 'signs', burden: 'history', type: 'boolean', ...rest }
}

function anEnum(id: string, options: readonly string[], rest: Partial<Finding> = {}): Finding {
  return aFinding(id, { type: 'enum', options: options.map((value) => ({ value })), ...rest })
}

export function aQuantity(id: string, unit: string, rest: Partial<Finding> = {}): Finding {
  return aFinding(id, { type: 'quantity', unit, ...rest })
}

export function aNetworkFinding(
  id: string,
  origins: readonly Origin[],
  rest: Partial<NetworkFinding> = {},
): NetworkFinding {
  return {
    id,
    label: id,
    cluster: id,
    origins,
    pattern: null,
    askedAs: id,
    burden: 'history',
    group: 'signs',
    asksForExplanation: true,
    isExamination: false,
    ...rest,
  }
}

/** Options that vocabularies of tests have beside those that say something. */
export const UNINFORMATIVE: KnowledgeBase['uninformativeOptions'] = [
  { option: 'not-done', means: 'not-done' },
  { option: 'not-assessed', means: 'not-done' },
  { option: 'not-given', means: 'not-done' },
  { option: 'pending', means: 'not-done' },
  { option: 'not-tried', means: 'no-trial' },
  { option: 'indeterminate', means: 'undecided' },
  { option: 'unknown', means: 'undecided' },
]

const ENZYME = { unit: 'U/L', accepts: ['U/L', 'ukat/L', 'nkat/L', '[IU]/L'], convert: 'enzyme-activity' }

const FINDINGS: readonly Finding[] = [
  aFinding('bone-pain', { synonyms: ['bone ache'] }),
  aFinding('fever'),
  aFinding('on-oxygen'),
  aFinding('hypoxemia'),
  aFinding('mri-done'),
  aFinding('in-remission'),
  aFinding('malignant-cells-in-lesion'),
  aFinding('malignant-cells-in-marrow'),
  anEnum('sex', ['female', 'male', 'other', 'unknown']),
  anEnum('ecog', ['0', '1', '2']),
  anEnum('mri-enhancement', ['none', 'rim', 'homogeneous', 'not-given'], { appliesIf: 'mri-done' }),
  anEnum('fdg-uptake', ['none', 'focal-increased', 'not-done']),
  anEnum('tumor-fdg-uptake', ['none', 'nodule-within-mass']),
  aFinding('pain-site', {
    type: 'enum',
    many: true,
    options: [{ value: 'back', synonyms: ['spine'] }, { value: 'pelvis' }, { value: 'skull' }],
  }),
  anEnum('other-drug', ['tretinoin', 'nivolumab', 'none'], { many: true }),
  aQuantity('ldh', 'U/L', {
    ...ENZYME,
    possible: [1, 100_000],
    plausible: [50, 15_000],
    mixups: [{ givenUnit: 'U/L', from: 0.5, to: 50, likely: 'ukat/L' }],
    synonyms: ['lactate dehydrogenase'],
  }),
  aQuantity('ldh-upper-limit', 'U/L', {
    ...ENZYME,
    possible: [50, 1500],
    plausible: [120, 700],
    carriedBy: { finding: 'ldh', field: 'upperLimit' },
  }),
  aQuantity('ldh-baseline', 'U/L', { ...ENZYME, carriedBy: { finding: 'ldh', field: 'series' } }),
  aQuantity('hemoglobin', 'g/dL', {
    accepts: ['g/dL', 'g/L', 'mmol/L'],
    convert: 'hemoglobin',
    possible: [0.5, 30],
    plausible: [2, 22],
    mixups: [
      { givenUnit: 'g/dL', from: 23, to: 250, likely: 'g/L' },
      { givenUnit: 'g/dL', upperLimitFrom: 9, upperLimitTo: 11.5, likely: 'mmol/L', say: 'the limit is one in mmol/L' },
    ],
  }),
  aQuantity('wbc', '10*9/L', { accepts: ['10*9/L', '10*3/uL', '/uL'], convert: 'cell-count', possible: [0, 1500] }),
  aQuantity('crp', 'mg/L', {
    accepts: ['mg/L', 'mg/dL'],
    convert: 'crp',
    possible: [0, 1000],
    mixups: [{ givenUnit: 'none', likely: 'mg/L or mg/dL', say: '5 may be nearly normal or clearly raised' }],
  }),
  aQuantity('calcium-total', 'mmol/L', { possible: [0.5, 7] }),
  aQuantity('oxygen-saturation', '%', { possible: [20, 100], plausible: [60, 100] }),
  aQuantity('body-temperature', 'Cel', { accepts: ['Cel', '[degF]'], convert: 'temperature', possible: [25, 45] }),
  aQuantity('pain-score', '{score}', { possible: [0, 10], integer: true }),
  aFinding('pain-started-on', {
    type: 'date-or-duration',
    form: 'date or duration before the encounter',
    unit: 'd',
    possible: [0, 7300],
  }),
  aFinding('remission-duration', {
    type: 'date-or-duration',
    form: 'duration',
    unit: 'd',
    possible: [0, 18_250],
    plausible: [0, 9125],
  }),
]

const stated = (id: string): Origin => ({ finding: id })
const NETWORK: readonly NetworkFinding[] = [
  aNetworkFinding('bone-pain', [stated('bone-pain')]),
  aNetworkFinding('fever', [stated('fever'), { finding: 'body-temperature', read: 'highest', atLeast: 38 }]),
  aNetworkFinding('hypoxemia', [
    stated('hypoxemia'),
    { finding: 'oxygen-saturation', read: 'lowest', below: 90, absentOnlyIf: { not: 'on-oxygen' } },
  ]),
  aNetworkFinding('on-oxygen', [stated('on-oxygen')]),
  aNetworkFinding('mri-done', [stated('mri-done')]),
  aNetworkFinding('in-remission', [stated('in-remission')]),
  aNetworkFinding('malignant-cells-in-lesion', [stated('malignant-cells-in-lesion')]),
  aNetworkFinding('no-pain', [{ finding: 'bone-pain', not: true }]),
  aNetworkFinding('rim-enhancement', [{ finding: 'mri-enhancement', present: ['rim'], absent: ['none'] }], {
    askedAs: 'mri-enhancement',
  }),
  aNetworkFinding('pain-in-back', [{ finding: 'pain-site', present: ['back'], absent: ['skull'] }], {
    askedAs: 'pain-site',
  }),
  aNetworkFinding(
    'ldh-raised',
    [{ finding: 'ldh', read: 'highest', timesUpperLimit: 1, withoutLimit: { presentBeyond: 700, absentWithin: 120 } }],
    {
      askedAs: 'ldh',
    },
  ),
  aNetworkFinding('ldh-spike', [{ finding: 'ldh', read: 'highest', timesBaseline: 3, baseline: 'lowest' }], {
    askedAs: 'ldh',
  }),
  aNetworkFinding(
    'calcium-low',
    [{ finding: 'calcium-total', level: { present: ['low'], absent: ['normal', 'high'] } }],
    {
      askedAs: 'calcium-total',
    },
  ),
  aNetworkFinding('pain-recent', [{ finding: 'pain-started-on', read: 'last', below: 31 }], {
    askedAs: 'pain-started-on',
  }),
  aNetworkFinding('spike-in-remission', [], {
    askedAs: null,
    pattern: { when: { all: ['ldh-spike', 'in-remission'] }, replaces: ['ldh-spike', 'ldh-raised'] },
  }),
]

const CONTEXT: CompiledContext = {
  id: 'gist-on-imatinib',
  label: 'GIST on imatinib',
  population: 'GIST on imatinib',
  when: 'bone-pain',
  priors: [],
  cannotOccur: [],
  findings: [],
  associations: [],
  grounds: {},
}

export function aKnowledgeBase(changes: Partial<KnowledgeBase> = {}): KnowledgeBase {
  const base: KnowledgeBase = {
    version: '1',
    digest: 'sha256-test',
    findings: FINDINGS,
    groups: [],
    retired: [
      {
        finding: 'malignant-cells-on-biopsy',
        answer: ['malignant-cells-in-lesion', 'malignant-cells-in-marrow'],
      },
      { finding: 'fdg-uptake', option: 'nodule-within-mass', answer: ['tumor-fdg-uptake'] },
    ],
    uninformativeOptions: UNINFORMATIVE,
    opening: [],
    network: NETWORK,
    clusters: [],
    contradictions: [
      {
        id: 'cells-nowhere',
        never: { all: ['malignant-cells-in-lesion', { not: 'bone-pain' }] },
        say: 'a lesion hurts here',
      },
    ],
    units: UNITS,
    diagnoses: [],
    contexts: [CONTEXT, { ...CONTEXT, id: 'cml-on-imatinib' }],
    outOfScope: 'none fits',
    sources: {},
    advice: [],
    suspects: [],
    ...changes,
  }
  return { ...base, network: sortedBy(base.network, ({ id }) => id) }
}

const UNITS: KnowledgeBase['units'] = {
  aliases: [
    { ucum: 'U/L', also: ['IU/L', 'units/L'], for: ['ldh'] },
    { ucum: 'ukat/L', also: ['µkat/L', 'μkat/L'] },
    { ucum: '10*9/L', also: ['10^9/L', '×10⁹/L', 'G/L'] },
    { ucum: '10*3/uL', also: ['K/µL', 'K/μL'] },
    { ucum: 'mg/L', also: ['mg/l'] },
    { ucum: 'Cel', also: ['°C', 'C'] },
  ],
  conversions: [
    {
      id: 'enzyme-activity',
      canonical: 'U/L',
      from: [
        { unit: 'ukat/L', multiplyBy: 60, why: 'definition' },
        { unit: 'nkat/L', multiplyBy: 0.06, why: 'definition' },
        { unit: '[IU]/L', multiplyBy: 1, why: 'same meaning' },
      ],
    },
    {
      id: 'hemoglobin',
      canonical: 'g/dL',
      from: [
        { unit: 'g/L', multiplyBy: 0.1, why: 'exact' },
        { unit: 'mmol/L', multiplyBy: 1.6114, why: 'one chain' },
      ],
    },
    {
      id: 'cell-count',
      canonical: '10*9/L',
      from: [
        { unit: '10*3/uL', multiplyBy: 1, why: 'same number' },
        { unit: '/uL', multiplyBy: 0.001, why: 'exact' },
      ],
    },
    { id: 'crp', canonical: 'mg/L', from: [{ unit: 'mg/dL', multiplyBy: 10, why: 'exact' }] },
    {
      id: 'temperature',
      canonical: 'Cel',
      from: [{ unit: '[degF]', subtractFirst: 32, multiplyBy: 0.5555555555555556, why: 'exact' }],
    },
    {
      id: 'duration',
      canonical: 'd',
      from: [
        { unit: 'wk', multiplyBy: 7, why: 'exact' },
        { unit: 'mo', multiplyBy: 30.4375, why: 'mean month' },
        { unit: 'a', multiplyBy: 365.25, why: 'mean year' },
      ],
    },
  ],
}
