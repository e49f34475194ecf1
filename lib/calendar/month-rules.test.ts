import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, daysBetween, weekdayOf } from '@/lib/shared/zone-time'
import { layWeeks, monthOf, stepMonth, weekOf } from './month-rules'

const entry = (key: string, first: string, last = first) => ({ key, first, last })

test('a month is shown in whole weeks, Monday to Sunday', () => {
  expect(monthOf('2026-11-15')).toEqual({ first: '2026-10-26', last: '2026-12-06' })
  expect(monthOf('2027-02-28')).toEqual({ first: '2027-02-01', last: '2027-02-28' })
  expect(weekOf('2026-11-29')).toEqual({ first: '2026-11-23', last: '2026-11-29' })
})

test('a month forward and back stays in that month', () => {
  expect(stepMonth('2026-01-31', 1)).toBe('2026-02-28')
  expect(stepMonth('2026-03-31', -1)).toBe('2026-02-28')
  expect(stepMonth('2026-12-15', 1)).toBe('2027-01-15')
  expect(stepMonth('2028-01-31', 1)).toBe('2028-02-29')
})

test('a bar is cut at the week and says that it goes on', () => {
  const [first, second] = layWeeks(
    { first: '2026-11-23', last: '2026-12-06' },
    [entry('w', '2026-11-27', '2026-12-01')],
    [],
  )
  expect(first?.bars).toMatchObject([{ column: 5, days: 3, lane: 0, before: false, after: true }])
  expect(second?.bars).toMatchObject([{ column: 1, days: 2, before: true, after: false }])
})

test('bars that share a day stand in different rows, and a row is used again when it is free', () => {
  const bars = [
    entry('a', '2026-11-23', '2026-11-24'),
    entry('b', '2026-11-24', '2026-11-26'),
    entry('c', '2026-11-25'),
  ]
  const [week] = layWeeks({ first: '2026-11-23', last: '2026-11-29' }, bars, [entry('x', '2026-11-25')])
  expect(week?.bars.map(({ entry: { key }, lane }) => [key, lane])).toEqual([
    ['a', 0],
    ['b', 1],
    ['c', 0],
  ])
  expect(week?.lanes).toBe(2)
  expect(week?.chips.get('2026-11-25')).toHaveLength(1)
})

test('whatever is laid out, no two bars of a row share a day and none leaves its week', () => {
  const anyEntry = fc
    .tuple(fc.integer({ min: -20, max: 40 }), fc.integer({ min: 0, max: 30 }))
    .map(([start, length]) => ({ first: addDays('2026-11-23', start), last: addDays('2026-11-23', start + length) }))
  const property = fc.property(fc.array(anyEntry, { maxLength: 15 }), fc.integer({ min: 0, max: 800 }), (given, n) => {
    const span = monthOf(addDays('2025-12-31', n))
    expect([weekdayOf(span.first), daysBetween(span.first, span.last) % 7]).toEqual([1, 6])
    const weeks = layWeeks(
      span,
      given.map((one, i) => ({ ...one, key: String(i) })),
      [],
    )
    for (const { bars } of weeks) {
      for (const bar of bars) {
        expect(bar.column).toBeGreaterThanOrEqual(1)
        expect(bar.column + bar.days - 1).toBeLessThanOrEqual(7)
        const same = bars.filter((other) => other !== bar && other.lane === bar.lane)
        for (const other of same) {
          const apart = other.column >= bar.column + bar.days || bar.column >= other.column + other.days
          expect(apart).toBe(true)
        }
      }
    }
  })
  fc.assert(property, { numRuns: 300 })
})
