import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, clockAt, dayAt, momentAt } from '@/lib/shared/zone-time'
import type { CalendarEntry } from './entries'
import { toIcs } from './ics'

const entry = (given: Partial<CalendarEntry> = {}): CalendarEntry => ({
  key: 'update:ep_1',
  kind: 'update',
  id: 'ep_1',
  title: 'Home page',
  first: '2026-12-01',
  last: '2026-12-01',
  startsAt: null,
  endsAt: null,
  owner: 'Mara Quill',
  ownerMemberId: null,
  waveId: null,
  href: '/entry-points/ep_1',
  shape: 'open',
  words: 'not moved, overdue',
  note: 'wave 2',
  lasting: 'not moved',
  version: 3,
  sequence: 3,
  changedAt: '2026-11-20T10:00:00.000Z',
  ...given,
})

const feed = (entries: readonly CalendarEntry[], zone = 'Europe/London', name = 'Handrail') =>
  toIcs({ name, zone, workspaceId: 'ws_1', base: 'https://handrail.example', entries })

/** Lines of a file put together again (RFC 5545 section 3.1). */
function lines(text: string): string[] {
  return text.replaceAll('\r\n ', '').split('\r\n')
}

type Rule = { at: number; offset: number }

/** What a calendar program makes of a VTIMEZONE: each change of the clocks, as a moment and the offset from then on. */
function rulesOf(text: string): Rule[] {
  const blocks = text.matchAll(/BEGIN:(?:STANDARD|DAYLIGHT)\r\n([\s\S]*?)END:/g)
  return [...blocks].map((block) => {
    const field = (name: string): string => new RegExp(`${name}:(.*)\r\n`).exec(block[1] ?? '')?.[1] ?? ''
    const minutes = (offset: string): number =>
      (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3, 5)))
    return {
      at: wall(field('DTSTART')) - minutes(field('TZOFFSETFROM')) * 60_000,
      offset: minutes(field('TZOFFSETTO')),
    }
  })
}

function wall(text: string): number {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/.exec(text) ?? []
  return Date.UTC(Number(y), Number(mo) - 1, Number(d), Number(h), Number(mi), Number(s))
}

/** The moment of a local time, by the rules of the file alone. The earlier one where an hour comes twice. */
function momentBy(rules: readonly Rule[], local: string): number {
  const candidates = rules
    .map((rule, i) => ({
      at: wall(local) - rule.offset * 60_000,
      from: rule.at,
      to: rules[i + 1]?.at ?? Number.POSITIVE_INFINITY,
    }))
    .filter(({ at, from, to }) => at >= from && at < to)
  return Math.min(...candidates.map(({ at }) => at))
}

describe('a whole day', () => {
  test('is a date without a zone, and ends on the day after', () => {
    const text = lines(feed([entry()]))
    expect(text).toContain('DTSTART;VALUE=DATE:20261201')
    expect(text).toContain('DTEND;VALUE=DATE:20261202')
    expect(text.some((line) => line.startsWith('BEGIN:VTIMEZONE'))).toBe(false)
  })

  test('is the same date in every zone, on the days of a clock change too', () => {
    for (const zone of [
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'Africa/Cairo',
      'America/Sao_Paulo',
      'Asia/Kathmandu',
    ]) {
      for (const day of ['2026-03-29', '2026-04-24', '2026-10-25', '2026-12-31']) {
        expect(lines(feed([entry({ first: day, last: day })], zone))).toContain(
          `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
        )
      }
    }
  })
})

describe('an event', () => {
  test('keeps its UID through every change, and SEQUENCE rises with the version', () => {
    const [before, after] = [
      feed([entry()]),
      feed([entry({ title: 'Start page', first: '2026-12-09', last: '2026-12-09', sequence: 4 })]),
    ]
    const uid = (text: string) => lines(text).find((line) => line.startsWith('UID:'))
    expect(uid(before)).toBe('UID:update-ep_1@ws_1.handrail')
    expect(uid(after)).toBe(uid(before))
    expect(lines(before)).toContain('SEQUENCE:3')
    expect(lines(after)).toContain('SEQUENCE:4')
  })

  test('says nothing that changes without its version, so two readings are equal', () => {
    const early = feed([entry({ words: 'not moved', note: 'wave 2' })])
    expect(feed([entry({ words: 'not moved, overdue', note: 'wave 3', shape: 'stale' })])).toBe(early)
  })

  test('tells its moments of change in UTC', () => {
    const text = lines(feed([entry()]))
    expect(text).toContain('DTSTAMP:20261120T100000Z')
    expect(text).toContain('LAST-MODIFIED:20261120T100000Z')
  })
})

describe('texts', () => {
  test('cannot end a line or a value', () => {
    const title = 'Sale; 20 % off, "now"\r\nATTENDEE:mailto:a@b.c\\n'
    const text = feed([entry({ title })], 'Europe/London', 'Larch, Loam; Sons\r\nX-EVIL:1')
    expect(lines(text).filter((line) => /^(?:ATTENDEE|X-EVIL)/.test(line))).toEqual([])
    expect(lines(text)).toContain('NAME:Larch\\, Loam\\; Sons X-EVIL:1')
    expect(lines(text).filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1)
  })

  test('are folded so that no line has more than 75 bytes', () => {
    const text = feed([entry({ title: 'Düsseldorf, Schaufenster 🌱 '.repeat(12) })])
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  })
})

describe('clock times', () => {
  const timed = (startsAt: Date, endsAt: Date) =>
    entry({ key: 'wave:wv_1', kind: 'wave', startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() })
  const localOf = (text: string, name: string, zone: string): string => {
    const line = lines(text).find((one) => one.startsWith(`${name};TZID=${zone}:`))
    return line?.split(':').at(-1) ?? ''
  }

  const cases: [zone: string, day: string, clock: string][] = [
    ['Europe/London', '2026-03-29', '09:00'],
    ['Europe/London', '2026-10-25', '01:30'],
    ['America/New_York', '2026-11-01', '01:30'],
    ['America/New_York', '2027-03-14', '03:00'],
    ['Australia/Lord_Howe', '2026-10-04', '09:00'],
    ['Africa/Casablanca', '2027-03-01', '09:00'],
    ['Asia/Dubai', '2026-12-01', '09:00'],
    ['Asia/Kathmandu', '2026-12-01', '09:00'],
    ['Pacific/Chatham', '2099-06-01', '23:45'],
  ]
  test.each(cases)(
    'in %s on %s at %s are the same moment to a program that reads only the file',
    (zone, day, clock) => {
      const startsAt = momentAt(day, clock, zone)
      const text = feed([timed(startsAt, new Date(startsAt.getTime() + 3_600_000))], zone)
      expect(lines(text)).toContain(`TZID:${zone}`)
      const local = localOf(text, 'DTSTART', zone)
      expect(local).toBe(`${dayAt(startsAt, zone).replaceAll('-', '')}T${clockAt(startsAt, zone).replace(':', '')}00`)
      expect(new Date(momentBy(rulesOf(text), local)).toISOString()).toBe(startsAt.toISOString())
    },
  )

  test('in UTC need no zone', () => {
    const text = lines(feed([timed(new Date('2026-12-01T09:00:00Z'), new Date('2026-12-01T10:00:00Z'))], 'UTC'))
    expect(text).toContain('DTSTART:20261201T090000Z')
    expect(text).toContain('DTEND:20261201T100000Z')
  })

  test('in any zone on any day', () => {
    const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC'))
    const anyDay = fc.integer({ min: 0, max: 27_000 }).map((n) => addDays('2026-01-01', n))
    const property = fc.property(anyZone, anyDay, fc.integer({ min: 0, max: 23 }), (zone, day, hour) => {
      const startsAt = momentAt(day, `${String(hour).padStart(2, '0')}:00`, zone)
      const text = feed([timed(startsAt, new Date(startsAt.getTime() + 86_400_000))], zone)
      expect(momentBy(rulesOf(text), localOf(text, 'DTSTART', zone))).toBe(startsAt.getTime())
    })
    fc.assert(property, { numRuns: 150 })
  })
})
