import { describe, expect, test } from 'vitest'
import { type DatasetFacts, datasetState, refusalOf } from './rules'

const FACTS: DatasetFacts = {
  ...{ name: 'Staging people', ownerMemberId: 'mem_1', accessRule: 'The lab team', synthetic: false },
  ...{ decision: 'delete', decisionDate: '2026-12-24', deleted: false, people: 40 },
}
const TODAY = '2026-11-27'

describe('the lab may use a dataset', () => {
  test('when somebody owns it, it says who may see it, and its date is not past', () => {
    expect(refusalOf(FACTS, TODAY)).toBeNull()
    expect(refusalOf(FACTS, '2026-12-24')).toBeNull()
  })

  test.each<[Partial<DatasetFacts>, string]>([
    [{ decision: null }, 'Nobody has decided how long “Staging people” is kept.'],
    [{ decisionDate: null }, 'Nobody has decided how long “Staging people” is kept.'],
    [{ decisionDate: '2026-11-26' }, '“Staging people” should have been deleted by 2026-11-26.'],
    [
      { decision: 'keep', decisionDate: '2026-11-26' },
      'The time “Staging people” may be kept ended on 2026-11-26. Decide again.',
    ],
    [{ deleted: true }, '“Staging people” was deleted.'],
    [{ ownerMemberId: null }, 'Nobody owns “Staging people”.'],
    [{ accessRule: null }, 'It is not written down who may see “Staging people”.'],
    [{ people: 0 }, '“Staging people” is kept elsewhere and holds no people here.'],
  ])('not with %j', (given, words) => {
    expect(refusalOf({ ...FACTS, ...given }, TODAY)).toBe(words)
  })

  test('invented people need no owner, and still a decision', () => {
    const synthetic = { ...FACTS, synthetic: true, ownerMemberId: null, accessRule: null }
    expect(refusalOf(synthetic, TODAY)).toBeNull()
    expect(refusalOf({ ...synthetic, decision: null }, TODAY)).not.toBeNull()
  })

  test('has one state on any day', () => {
    expect(datasetState(FACTS, TODAY)).toBe('usable')
    expect(datasetState({ ...FACTS, deleted: true, decision: null }, TODAY)).toBe('deleted')
  })
})
