import { describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { causalityFault } from '../../src/cli/options/causality.ts'
import { command, hold, pick, typed } from '../support/conversation.ts'
import { realKnowledge } from '../support/real-rules.ts'
import { aWorld, TOY } from '../support/world.ts'

const kb = realKnowledge()

describe('score --causality', () => {
  it.each([
    [{}, null],
    [{ causality: 'imatinib' }, null],
    [{ causality: 'Gleevec', ownReport: 'jnccn-2013-imatinib-bone-edema' }, null],
    [{ causality: 'aspirin' }, 'they know imatinib and g-csf'],
    [
      { causality: 'imatinib', ownReport: 'jnccn-2013-imatinib-bone-edma' },
      "did you mean 'jnccn-2013-imatinib-bone-edema'?",
    ],
    [{ causality: 'imatinib', ownReport: 'constructor' }, 'is no source of the rules'],
    [{ ownReport: 'jnccn-2013-imatinib-bone-edema' }, '--causality DRUG'],
  ])('takes %j or says what is wrong with it', (wish, fault) => {
    const said = causalityFault(kb, wish)
    if (fault === null) expect(said).toBeNull()
    else expect(said).toContain(fault)
  })

  it('is wrong usage with a drug that the rules in force do not know, and nothing is printed', async () => {
    const world = aWorld({ cwd: `${TOY}/cases` })
    expect(await main(['score', 'dry-fern.json', '--causality', 'imatinib'], world)).toBe(2)
    expect(world.written.stdout).toBe('')
    expect(world.written.stderr).toContain('these rules know no drug to assess')
  })
})

describe('the end of a questionnaire', () => {
  const END = ['underlying-disease', pick('other')] as const

  it('assesses a drug that is suspected, on the screen and in the report that is written', async () => {
    const { said, written } = await hold(
      kb,
      [END, ['ending', pick('report')], ['ending:format', pick('json')], ['ending:report', typed('report.json')]],
      { 'imatinib-current': true },
    )
    expect(said).toContain('Causality of imatinib')
    expect(JSON.parse(written['report.json'] ?? '')).toMatchObject({
      causality: { drug: 'imatinib', whoUmc: 'conditional' },
    })
  })

  it.each([
    ['none is suspected', {}],
    ['imatinib was stopped before the event', { 'imatinib-stopped': true, 'imatinib-stop-timing': 'before-event' }],
  ])('assesses none where %s', async (_, start) => {
    const { said } = await hold(kb, [END], start)
    expect(said).toContain('Out of scope')
    expect(said).not.toContain('Causality')
  })

  it('is not anticipated when the order is asked for on the way', async () => {
    const { said } = await hold(kb, [['underlying-disease', command('rank')]], { 'imatinib-current': true })
    expect(said).toContain('Case without a name')
    expect(said).not.toContain('Causality')
  })
})
