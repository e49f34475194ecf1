import { describe, expect, test } from 'vitest'
import { type RolloutFacts, rolloutHeadline } from './rollout-rules'

const current = {
  number: 2,
  state: 'releasing',
  rollingBack: false,
  total: 47,
  toMove: 17,
  proven: 20,
  unwalked: 0,
} as const
const next: RolloutFacts['next'] = { number: 3, state: 'planned', closedGates: 2, startsAt: new Date('2026-12-01') }

describe('the rollout in one line', () => {
  test('what is out comes before what waits', () => {
    expect(rolloutHeadline({ current, next })).toMatchObject({
      title: 'Wave 2 is going out',
      sentence: '30 of 47 entry points moved.',
    })
    expect(rolloutHeadline({ current: { ...current, state: 'verifying' }, next })?.sentence).toBe(
      '20 of 47 entry points clicked or scanned since the move.',
    )
    const back = { ...current, state: 'done', rollingBack: true, unwalked: 1 } as const
    expect(rolloutHeadline({ current: back, next })).toMatchObject({
      title: 'Wave 2 is being rolled back',
      sentence: '1 entry point left to walk.',
    })
  })

  test('a wave that waits says how many gates are closed, and when its window opens', () => {
    expect(rolloutHeadline({ current: null, next })).toEqual({
      title: 'Wave 3 cannot go out yet',
      sentence: '2 gates are not open.',
      opensAt: new Date('2026-12-01'),
    })
    expect(rolloutHeadline({ current: null, next: { ...next, closedGates: 0, state: 'ready' } })?.title).toBe(
      'Wave 3 is ready to go out',
    )
  })

  test('without a wave there is nothing to say', () => {
    expect(rolloutHeadline({ current: null, next: null })).toBeNull()
    expect(rolloutHeadline({ current: null, next: { ...next, closedGates: 0 } })).toBeNull()
  })
})
