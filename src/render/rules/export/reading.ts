/** The rules of reading in words: how answers become the states of findings, a context, and a posterior. Read by people who write the same in another language. */

/** From a case file to present, absent or unknown for every network finding. */
export const READING = {
  logic:
    'three values, present, absent, unknown (Kleene): all is absent if one part is absent, present if every part is present, else unknown; any is present if one part is present, absent if every part is absent, else unknown; negation exchanges present and absent',
  condition:
    'op finding: the state of that network finding; op option: of the answer to that finding of the vocabulary: present if it names one of the options; else unknown where the finding takes a list (many), is unanswered, or its answer is without evidence; else absent; op all, any, negation: the logic over parts',
  evidence:
    'an answer is without evidence, and leaves everything unknown, when it is missing or one of answerStates.withoutEvidence, or when it names only options in optionsWithoutEvidence',
  unit: 'a number (value, atLeast, atMost, upperLimit, lowerLimit) in the unit given becomes (number - subtractFirst) * multiplyBy in the unit of the finding, then rounded to 12 significant digits; no change where subtractFirst is 0 and multiplyBy is 1. The spelling of a unit is looked up among unit and spellings, first exactly, then without regard to case where only one fits',
  quantity:
    'a reading is an interval low to high: value gives low = high; atLeast gives low, atMost gives high, a bound that is missing is infinite; { level } is low, normal or high in words, infinite on both sides. A quantity is one reading or a list of them',
  order: 'readings of a list are put in order of day or date, the order of the list where these are equal or missing',
  duration:
    'a duration is { value, unit } or bounds like a reading, or an ISO 8601 duration such as P2M, whose parts are converted and added up; a calendar date leaves every cut-off unknown, since the date of the event is not in a case',
  origin:
    'each origin gives a view of its network finding, or none where the answer is without evidence or of another kind. kind state: a yes/no answer, exchanged if negated. kind options: present if an option of present is named, else absent if one of absent is, else unknown. kind level and cutoff: below',
  level:
    'kind level: the last reading. In words it may be that level only; in numbers it may be low if some of the interval lies below lowerLimit, high if some lies above upperLimit, normal if some lies within; a limit that is missing leaves both sides of it possible, except that a value beyond the other limit is on that side. present if all that it may be are in present, absent if all are in absent, else unknown',
  cutoff:
    'kind cutoff, one reading: threshold = value, or times * limit of that reading, rounded to 12 significant digits. side above: present if low > threshold (>= if inclusive), absent if high <= threshold (< if inclusive), else unknown. side below: present if high < threshold, absent if low >= threshold, else unknown. A level in words: onLevel says',
  withoutLimit:
    'a reading without the limit it needs: present beyond presentBeyond, absent if all of it lies within absentWithin, by the same comparison; unknown else, or where withoutLimit is missing',
  series:
    'read last: the last reading counts. read highest: those with high >= the largest low of all; read lowest: those with low <= the smallest high. Of several: side above with highest, side below with lowest: present if one is present, else unknown if one is unknown, else absent. The other way round: absent if one is absent, else unknown if one is unknown, else present',
  baseline:
    'against baseline: the earlier readings are those before it in order; baseline first or previous is one of them, lowest is the interval from the smallest low to the smallest high; without an earlier reading, unknown. present if low >= times * (high of the baseline) and low > high of the baseline; absent if high < times * (low of the baseline) or high <= low of the baseline; else unknown',
  absentOnlyIf: 'where this condition is not present, a cutoff that would be absent is unknown',
  wordPrevails:
    'true: where the cutoff is absent, any answer in words comes before it, and it contradicts none; without such an answer the finding is absent',
  views:
    'several views of one finding: those from numbers (kind level and cutoff) go before words; of these the ones that are not unknown must agree, else it is unknown',
  pattern: 'a finding with a pattern has the state of the condition pattern.when and no origins',
  contradiction:
    'a case is refused where a condition never of contradictions is present and its unless, if it has one, is not; where a finding is answered with evidence although its appliesIf is absent (a plain no to a finding that is not imaging or biopsy excepted); and where every reading of one answer makes a finding present and every reading of another makes it absent',
  named:
    'a context that the case names implies answers, which then count like given ones: of its ways those are left whose when is not absent by the given answers; a finding that answers of every way left names, and that has no given answer with evidence, has one of the values that these ways name together: present or absent, or one of the options. With one value this is its answer (of a list others stay unknown); with several options condition op option is present if all are among its options, absent if none is, else unknown, and an origin of kind options likewise by present and absent; a yes/no finding with both values stays unknown',
  alternatives:
    'where the case names a context whose when is op all with parts of op any: another condition of op any, also within a pattern, is present if each part of one of those makes one of its parts true: the same part, an op option of the same finding with no other options, or op all with such a part. The conditions of contexts and contradictions, appliesIf and absentOnlyIf are not read so',
  context:
    'a context named in the case holds unless its condition when is absent (the case is then refused); else the first in the order of this list whose when is present; else the case is insufficient where one is unknown, and out of scope where all are absent. A case in a context none of whose listed findings counts is insufficient too',
} as const

/** From states to supports; `b` is a background, `q` a frequency given a diagnosis, `S` a set of diagnoses, `iota` a cluster's independence. */
export const FORMULAS = {
  network:
    'noisy-OR with leak, two layers; every set S of the diagnoses that have a prior in the context is a state, none is left out',
  prior:
    'P(S) ~ product over d in S of prior(d) * product over d not in S of (1 - prior(d)) * product of the factors of associations with both members in S',
  present:
    'P(present | S) = 1 - (1 - b) * product over d in S of (1 - q(d)) / (1 - b); a diagnosis without q has q = b',
  absent: 'P(absent | S) = 1 - P(present | S)',
  weight:
    'l(i, S) = ln(P(answer i | S) / P(answer i | empty set)); an unknown finding, or one that the context does not list, has no l',
  cluster: 'contribution(S) = iota * sum l(i, S) + (1 - iota) * (max(0, max l(i, S)) + min(0, min l(i, S)))',
  pattern:
    'a present pattern that the context lists takes the place of the findings that it replaces; an absent or unknown one counts for nothing',
  posterior: 'P(S | answers) ~ P(S) * exp(sum of the contributions of the clusters), normalised once over all states',
  support: 'support(d) = sum of P(S | answers) over the states S that contain d; none of these is the empty state',
  point:
    'counts n of m: max(b, (n + b) / (m + 1)), where n and m are summed over the sources, a case report by its weight below 1, and `patients` is the sum without weights; an interval: its mean',
  beta: 'the band of a count is Beta(alpha, beta) cut below at `atLeast`; of an interval every value from low to high alike',
} as const
