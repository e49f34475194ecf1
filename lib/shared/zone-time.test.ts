import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  clockAt,
  dayAt,
  dayEnd,
  dayStart,
  daysBetween,
  daysFrom,
  isDay,
  momentAt,
  onDay,
  weekdayOf,
} from './zone-time'

const HOUR = 3_600_000
const hours = (day: string, zone: string): number =>
  (dayEnd(day, zone).getTime() - dayStart(day, zone).getTime()) / HOUR

/** Days on which clocks change, in zones that do it differently. */
const CHANGES: [day: string, zone: string, startsAt: string, lasts: number][] = [
  ['2026-03-29', 'Europe/London', '2026-03-29T00:00:00.000Z', 23],
  ['2026-10-25', 'Europe/London', '2026-10-24T23:00:00.000Z', 25],
  ['2026-03-08', 'America/New_York', '2026-03-08T05:00:00.000Z', 23],
  ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z', 25],
  // Half an hour, and on the other half of the year.
  ['2026-10-04', 'Australia/Lord_Howe', '2026-10-03T13:30:00.000Z', 23.5],
  ['2026-04-05', 'Australia/Lord_Howe', '2026-04-04T13:00:00.000Z', 24.5],
  // Clocks jump at midnight: the day begins at one o'clock.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', 23],
  ['2026-04-24', 'Africa/Cairo', '2026-04-23T22:00:00.000Z', 23],
  ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00.000Z', 23],
  // They go back at midnight: the day before has 25 hours, this one the usual 24.
  ['2026-10-24', 'Asia/Beirut', '2026-10-23T21:00:00.000Z', 25],
  ['2026-10-25', 'Asia/Beirut', '2026-10-24T22:00:00.000Z', 24],
  // Samoa left out a whole day when it crossed the date line.
  ['2011-12-30', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', 0],
  ['2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', 24],
  // No change at all, far from whole hours, on both sides of the date line, and far away in time.
  ['2026-06-01', 'Asia/Kathmandu', '2026-05-31T18:15:00.000Z', 24],
  ['2026-06-01', 'Asia/Kolkata', '2026-05-31T18:30:00.000Z', 24],
  ['2026-06-01', 'Pacific/Kiritimati', '2026-05-31T10:00:00.000Z', 24],
  ['2026-06-01', 'Pacific/Pago_Pago', '2026-06-01T11:00:00.000Z', 24],
  ['2099-12-31', 'Asia/Dubai', '2099-12-30T20:00:00.000Z', 24],
  ['9998-07-01', 'Europe/Berlin', '9998-06-30T22:00:00.000Z', 24],
  ['2028-02-29', 'UTC', '2028-02-29T00:00:00.000Z', 24],
]

test.each(CHANGES)('%s in %s begins at %s and lasts %d hours', (day, zone, startsAt, lasts) => {
  expect(dayStart(day, zone).toISOString()).toBe(startsAt)
  expect(hours(day, zone)).toBe(lasts)
})

describe('a time on the clock', () => {
  const cases: [day: string, clock: string, zone: string, at: string][] = [
    // An hour that comes twice is its first passing.
    ['2026-10-25', '01:30', 'Europe/London', '2026-10-25T00:30:00.000Z'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    // An hour that is left out moves on by as much.
    ['2026-03-29', '01:30', 'Europe/London', '2026-03-29T01:30:00.000Z'],
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
    // Just before and just after.
    ['2026-03-29', '00:59', 'Europe/London', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29', '02:00', 'Europe/London', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25', '02:00', 'Europe/London', '2026-10-25T02:00:00.000Z'],
    ['2026-11-24', '14:30', 'Asia/Dubai', '2026-11-24T10:30:00.000Z'],
    ['2100-12-31', '23:59', 'Pacific/Auckland', '2100-12-31T10:59:00.000Z'],
  ]
  test.each(cases)('%s %s in %s is %s', (day, clock, zone, at) => {
    expect(momentAt(day, clock, zone).toISOString()).toBe(at)
  })

  test('stays what it is when something is carried over a change of clocks', () => {
    const before = momentAt('2026-03-27', '09:00', 'Europe/London')
    const after = onDay(before, '2026-03-30', 'Europe/London')
    expect(clockAt(after, 'Europe/London')).toBe('09:00')
    expect((after.getTime() - before.getTime()) / HOUR).toBe(71)
  })
})

describe('in every zone this machine knows', () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const anyZone = fc.constantFrom(...zones)
  const anyDay = fc.integer({ min: 0, max: 36_800 }).map((n) => addDays('2000-01-01', n))

  test('days follow each other without a gap, and a moment is on the day that holds it', () => {
    const property = fc.property(anyZone, anyDay, fc.integer({ min: 0, max: 86_399 }), (zone, day, second) => {
      const start = dayStart(day, zone)
      const end = dayEnd(day, zone)
      const length = (end.getTime() - start.getTime()) / HOUR
      // A zone that crosses the date line leaves a day out.
      expect(length === 0 || (length >= 21 && length <= 27)).toBe(true)
      if (length === 0) return
      expect(dayAt(start, zone)).toBe(day)
      expect(dayAt(new Date(start.getTime() - 1), zone) < day).toBe(true)
      const inside = new Date(start.getTime() + Math.min(second * 1000, end.getTime() - start.getTime() - 1))
      expect(dayAt(inside, zone)).toBe(day)
    })
    fc.assert(property, { numRuns: 1500 })
  })

  test('a time on the clock is read back as it was written, unless the clocks jump over it', () => {
    const anyClock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    const property = fc.property(anyZone, anyDay, anyClock, (zone, day, [hour, minute]) => {
      const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
      const at = momentAt(day, clock, zone)
      const read = `${dayAt(at, zone)}T${clockAt(at, zone)}`
      if (read === `${day}T${clock}`) return
      // It was left out: then the moment is past the jump, never before it.
      expect(read > `${day}T${clock}`).toBe(true)
    })
    fc.assert(property, { numRuns: 1500 })
  })
})

test('days are counted by the calendar and not by hours', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  expect(daysFrom('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01'])
  expect(daysFrom('2026-03-01', '2026-02-27')).toEqual([])
  expect(weekdayOf('2026-11-23')).toBe(1)
  expect(weekdayOf('2026-11-29')).toBe(7)
})

test('a day is one that exists', () => {
  expect(['2026-02-28', '2028-02-29', '9999-12-31'].every(isDay)).toBe(true)
  expect(['2026-02-29', '2026-13-01', '2026-1-1', '0000-01-01', '20261-01-01', 'today', ''].some(isDay)).toBe(false)
})
