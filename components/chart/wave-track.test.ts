import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { axisMarks, placeOf, rangeAround } from './time-axis'
import { placeBars, placeNames, spanOf, type TrackBar } from './wave-track-layout'

const day = (text: string): Date => new Date(`${text}T00:00:00Z`)
const bar = (id: string, from: number, to: number, label = `Wave ${id}`): TrackBar => ({
  id,
  from,
  to,
  label,
  gates: 0,
})

describe('rows', () => {
  test('what follows each other shares a row; what meets does not', () => {
    const { bars, lanes } = placeBars([bar('1', 0, 20), bar('2', 24, 44), bar('3', 40, 60)])
    expect(bars.map(({ id, lane }) => [id, lane])).toEqual([
      ['1', 0],
      ['2', 0],
      ['3', 1],
    ])
    expect(lanes).toBe(2)
  })

  test('words stand inside when they fit, after a short bar, and before one at the right edge', () => {
    const sides = placeBars([bar('1', 0, 40), bar('2', 50, 52), bar('3', 96, 99)]).bars.map(({ side }) => side)
    expect(sides).toEqual(['inside', 'after', 'before'])
    const long = 'A name that is much longer than any surface this is ever drawn on could hold in one line, and longer'
    expect(placeBars([bar('4', 50, 52, long)]).bars[0]?.side).toBe('cut')
  })

  test('gates need room before the bar', () => {
    const two = [bar('1', 0, 20), { ...bar('2', 22, 60), gates: 9 }]
    expect(placeBars(two).lanes).toBe(2)
    expect(placeBars([bar('1', 0, 20), bar('2', 22, 60)]).lanes).toBe(1)
  })

  test('on a phone every word is whole, and no bar or word meets another in its row', () => {
    const anyBar = fc
      .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: 3, max: 24 }))
      .map(([from, size, letters]) => ({ from, to: Math.min(100, from + size), label: 'x'.repeat(letters), gates: 0 }))
    const property = fc.property(fc.array(anyBar, { maxLength: 12 }), (given) => {
      const bars = given.map((one, i) => ({ ...one, id: String(i) }))
      const { bars: placed } = placeBars(bars)
      const width = (id: string) => (((bars.find((one) => one.id === id)?.label.length ?? 0) * 6.9 + 18) / 256) * 100
      for (const one of placed) {
        expect(one.narrowLabel).toBeGreaterThanOrEqual(0)
        expect(one.narrowLabel + width(one.id)).toBeLessThanOrEqual(100.001)
        for (const other of placed) {
          if (other.id === one.id || other.narrowLane !== one.narrowLane || other.narrowLabel < one.narrowLabel)
            continue
          expect(other.narrowLabel).toBeGreaterThanOrEqual(one.narrowLabel + width(one.id))
        }
      }
    })
    fc.assert(property, { numRuns: 300 })
  })
})

test('names of freezes begin or end with their span, never run into each other, and give way where there is no room', () => {
  const name = (id: string, from: number, to: number, label = 'Stock system change') => ({ id, from, to, label })
  expect([...placeNames([name('a', 50, 54), name('b', 56, 60)])]).toEqual([
    ['b', 'start'],
    ['a', 'end'],
  ])
  expect(placeNames([name('a', 94, 97)]).get('a')).toBe('end')
  const crowded = placeNames([name('a', 2, 3), name('b', 4, 5), name('c', 6, 7)])
  expect([...crowded.keys()]).toEqual(['c'])
})

describe('the axis', () => {
  test('a moment has one place, and a span is cut to what is shown', () => {
    const range = { from: day('2026-11-01'), to: day('2026-12-01') }
    expect(placeOf(day('2026-11-16'), range)).toBe(50)
    expect(spanOf(day('2026-10-01'), day('2026-11-16'), range)).toEqual({ from: 0, to: 50 })
    expect(spanOf(day('2027-01-01'), day('2027-02-01'), range)).toBeNull()
    expect(placeOf(day('2026-11-16'), { from: day('2026-11-01'), to: day('2026-11-01') })).toBe(0)
  })

  test('names Mondays over weeks, firsts over months, and never more words than fit', () => {
    const weeks = axisMarks({ from: day('2026-11-05'), to: day('2026-12-20') }, 'Europe/London')
    expect(weeks.map((mark) => mark.day)).toEqual([
      ...['2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14'],
    ])
    expect(weeks.filter((mark) => mark.onPhone)).toHaveLength(3)
    const months = axisMarks({ from: day('2026-01-15'), to: day('2026-12-20') }, 'Europe/London')
    expect(months.every((mark) => mark.day.endsWith('-01'))).toBe(true)
    const years = axisMarks({ from: day('2020-01-15'), to: day('2030-12-20') }, 'Europe/London')
    expect(years.length).toBeLessThanOrEqual(12)
  })

  test('today is always in the range, and one wave alone is not blown up', () => {
    const now = day('2026-11-23')
    const range = rangeAround([day('2026-12-01'), day('2026-12-02')], now)
    expect(placeOf(now, range)).toBeGreaterThan(0)
    expect((range.to.getTime() - range.from.getTime()) / 86_400_000).toBeGreaterThanOrEqual(28)
    expect(rangeAround([], now).from < now).toBe(true)
  })
})
