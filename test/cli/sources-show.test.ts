import { describe, expect, it } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { ruleFiles } from '../support/real-rules.ts'
import { aWorld, REPOSITORY } from '../support/world.ts'

async function run(...argv: readonly string[]) {
  const world = aWorld({ packageFolder: REPOSITORY, columns: 100 })
  const status = await main(['sources', ...argv], world)
  return { status, ...world.written }
}

const show = async (id: string): Promise<string> => {
  const { status, stdout } = await run('show', id)
  expect(status).toBe(0)
  return stdout.replace(/\s+/g, ' ')
}
const report = ruleFiles.find(({ value }) => value.source?.report === '001')?.value

describe('marrowdx sources show', () => {
  it('prints citation, design, the eight answers with reason and place, the weight, what is taken and what is not used and why', async () => {
    const text = await show('jnccn-2013-imatinib-bone-edema')
    const questions = Object.values(report?.appraisal?.questions ?? {})
    expect(questions).toHaveLength(8)
    const expected = [
      report?.source?.title,
      report?.source?.url,
      'Case report; 1 patient',
      '10.1136/bmjebm-2017-110853',
      ...questions.flatMap(({ answer, reason, locator }) => [answer, `${reason} (${locator})`]),
      'counts as 0.78 of a patient',
      'bring over 1.5 decades',
      ...(report?.evidence ?? []).flatMap(({ id, claim }) => [`${id}: `, claim]),
      '1 of 1 patient',
      ...(report?.patterns ?? []).map(({ id }) => `pattern ${id}`),
      ...(report?.advice ?? []).map(({ id }) => `advice ${id}`),
      ...(report?.notUsed ?? []).map(({ dossier, reason }) => `${dossier.join(', ')}: ${reason}`),
    ]
    expect(expected.filter((part) => part === undefined || !text.includes(part))).toEqual([])
  })

  it('gives the same as JSON, wherever --format stands', async () => {
    for (const argv of [
      ['show', 'kim-2023-imatinib-bm-necrosis-gist', '--format', 'json'],
      ['--format', 'json', 'show', 'kim-2023-imatinib-bm-necrosis-gist'],
    ]) {
      const { status, stdout } = await run(...argv)
      expect(status).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({
        schemaVersion: 1,
        source: { id: 'kim-2023-imatinib-bm-necrosis-gist' },
        appraisal: { design: 'case-report', patients: 1, questions: { alternatives: { answer: 'no' } } },
        weight: 0.5,
        mostDecades: 1.5,
        evidence: [{ id: 'dbmn-008', stated: { n: 1, of: 1 } }],
        notUsed: expect.arrayContaining([{ dossier: ['dbmn-006', 'dbmn-007'], reason: expect.any(String) }]),
      })
    }
  })

  it('says of a source with another design that its patients count in full, and of one that nothing is counted from that it is not appraised', async () => {
    expect(await show('janssens-2000-bm-necrosis')).toContain('Review; 240 patients Weight Its patients count in full.')
    expect(await show('naranjo-1981-adr-scale')).toContain('None: nothing is counted from it.')
  })

  it('says of a case report of which only an abstract was read that all answers are unclear', async () => {
    expect(await show('seki-2002-bm-necrosis-dyspnea')).toContain('none of which is answered, so that all are unclear')
  })

  it('refuses an id that no source has, with the one that was probably meant, and a format for bibliographies', async () => {
    expect(await run('show', 'janssens-2000-bm-necrosi')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('did you mean "janssens-2000-bm-necrosis"?'),
    })
    expect(await run('show', 'janssens-2000-bm-necrosis', '--format', 'ris')).toMatchObject({ status: 2, stdout: '' })
    expect(await run('show')).toMatchObject({ status: 2, stdout: '' })
  })

  it('still lists all sources without an id', async () => {
    const { status, stdout } = await run()
    expect(status).toBe(0)
    expect(stdout).toContain('janssens-2000-bm-necrosis')
  })
})
