import { expect, test } from 'vitest'
import { seenRange } from './seen-range'

test('both days are included, from midnight to midnight of the zone', () => {
  expect(seenRange({ from: '2026-11-24', to: '2026-11-24' }, 'Asia/Dubai')).toEqual({
    from: new Date('2026-11-23T20:00:00Z'),
    to: new Date('2026-11-24T20:00:00Z'),
  })
})

test('a day on which the clocks change is as long as it is', () => {
  const { from, to } = seenRange({ from: '2026-10-25', to: '2026-10-25' }, 'Europe/London')
  expect((to?.getTime() ?? 0) - (from?.getTime() ?? 0)).toBe(25 * 3_600_000)
})

test('an end that is absent or no day stays open', () => {
  expect(seenRange({ from: null, to: 'tomorrow' }, 'Europe/London')).toEqual({ from: undefined, to: undefined })
})
