import { describe, expect, test } from 'vitest'
import { type PathFacts, pathSteps } from './first-workflow-rules'

const gate = (open: boolean) => ({ open, sentence: 'As it stands.', owner: 'Developer' })
const RUN = { id: 'tr_1', total: 40, passed: 40, failed: 0, at: new Date(0) }
const facts = (given: Partial<PathFacts> = {}): PathFacts => ({
  ...{ workflow: 'Support inbox', identity: gate(true), scripts: gate(false), entryPoints: gate(false) },
  ...{ tested: { planned: true, run: RUN }, testsOwner: 'Developer', released: false },
  ...given,
})
const tests = (given: Partial<PathFacts>) => pathSteps(facts(given))[1]

describe('the first live workflow', () => {
  test('goes through its four steps in one order, and names what comes first', () => {
    const steps = pathSteps(facts())
    expect(steps.map(({ key, done, waitsFor }) => [key, done, waitsFor])).toEqual([
      ['identity', true, null],
      ['tests', true, null],
      ['scripts', false, null],
      ['entry-points', false, 'Agent script rewritten'],
    ])
  })

  test('is tested when a plan that expects it passed whole', () => {
    expect(tests({ tested: null })?.sentence).toBe('No test plan expects “Support inbox” yet.')
    expect(tests({ tested: { planned: true, run: null } })?.sentence).toBe('Its test plan was not run yet.')
    const run = (given: Partial<typeof RUN>) => tests({ tested: { planned: true, run: { ...RUN, ...given } } })
    expect(run({ passed: 38, failed: 2 })).toMatchObject({
      done: false,
      sentence: '2 of 40 payloads failed in the last run.',
    })
    expect(run({ passed: 39 })).toMatchObject({ done: false })
    expect(run({})).toMatchObject({ done: true, sentence: 'All 40 payloads passed.' })
  })

  test('moves nothing in public before the rest', () => {
    const steps = pathSteps(facts({ identity: gate(false), released: true }))
    expect(steps[3]).toMatchObject({ done: true, waitsFor: 'Identifiers mapped' })
  })
})
