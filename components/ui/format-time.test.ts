import { describe, expect, it } from 'vitest'
import { formatAge, formatDate, formatMoment, formatRelative } from './format-time'

const now = new Date('2026-11-22T10:30:00Z')

describe('a moment in words', () => {
  it('names the day, the time, the zone and how far away it is', () => {
    const at = new Date('2026-11-24T10:30:00Z')
    expect(formatMoment(at, 'Asia/Dubai', { now, style: 'full' })).toBe('Tue 24 Nov, 14:30 (Asia/Dubai), in 2 days')
  })

  it('reads the calendar day in the zone, not in UTC', () => {
    expect(formatDate(new Date('2026-11-24T21:00:00Z'), 'Asia/Dubai', now)).toBe('Wed 25 Nov')
    expect(formatDate(new Date('2026-11-24T03:00:00Z'), 'America/New_York', now)).toBe('Mon 23 Nov')
  })

  it('writes the year only when it is another one, judged in the zone', () => {
    expect(formatDate(new Date('2025-09-01T12:00:00Z'), 'UTC', now)).toBe('Mon 1 Sep 2025')
    expect(formatDate(new Date('2026-12-31T22:00:00Z'), 'Asia/Dubai', now)).toBe('Fri 1 Jan 2027')
  })

  it('writes midnight as 00:00 and keeps seconds for a clock', () => {
    const midnight = new Date('2026-11-22T00:00:07Z')
    expect(formatMoment(midnight, 'UTC', { now, style: 'time' })).toBe('00:00')
    expect(formatMoment(midnight, 'UTC', { now, style: 'clock' })).toBe('00:00:07')
  })

  it('keeps wall time on both sides of a clock change', () => {
    expect(formatMoment(new Date('2026-10-25T00:30:00Z'), 'Europe/London', { now, style: 'time' })).toBe('01:30')
    expect(formatMoment(new Date('2026-10-25T01:30:00Z'), 'Europe/London', { now, style: 'time' })).toBe('01:30')
  })
})

describe('how far away', () => {
  const from = (milliseconds: number) => formatRelative(new Date(now.getTime() + milliseconds), now)

  it.each([
    [0, 'just now'],
    [-44_000, 'just now'],
    [30_000, 'in a moment'],
    [60_000, 'in 1 minute'],
    [-59 * 60_000, '59 minutes ago'],
    [18 * 3_600_000, 'in 18 hours'],
    [2 * 86_400_000, 'in 2 days'],
    [-60 * 86_400_000, '2 months ago'],
    [800 * 86_400_000, 'in 2 years'],
  ])('%i ms is "%s"', (milliseconds, words) => {
    expect(from(milliseconds)).toBe(words)
  })

  it('has a short form for narrow columns', () => {
    expect(formatAge(new Date(now.getTime() - 3 * 3_600_000), now)).toBe('3 h')
    expect(formatAge(now, now)).toBe('now')
  })
})
