import { tzName, tzOffset, tzScan } from '@date-fns/tz'

/** What a zone does with its clocks between two moments: how far from UTC it is, and when that changes. */
type Change = { at: Date; before: number; after: number }

const MINUTE_MS = 60_000

function offsetAt(zone: string, at: Date): number {
  return Math.round(tzOffset(zone, at))
}

/** `+0100`, as calendars write an offset in minutes. */
function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`
}

/** The wall clock just before the change, which is how RFC 5545 section 3.6.5 tells when one begins. */
function localText(at: Date, offset: number): string {
  const wall = new Date(at.getTime() + offset * MINUTE_MS).toISOString()
  return wall.slice(0, 19).replaceAll(/[-:]/g, '')
}

function block(kind: 'STANDARD' | 'DAYLIGHT', zone: string, { at, before, after }: Change): string[] {
  return [
    `BEGIN:${kind}`,
    `DTSTART:${localText(at, before)}`,
    `TZOFFSETFROM:${offsetText(before)}`,
    `TZOFFSETTO:${offsetText(after)}`,
    `TZNAME:${tzName(zone, at, 'short')}`,
    `END:${kind}`,
  ]
}

/**
 * The VTIMEZONE of an IANA zone for a span of years, each change of its clocks spelt out. Made from the same zone data
 * that computes the times, so a feed can never disagree with the screen; a rule that a parliament changes next year is
 * right again with the next reading of the feed.
 */
export function zoneComponent(zone: string, span: { from: Date; to: Date }): string {
  const start = new Date(Date.UTC(span.from.getUTCFullYear() - 1, 0, 1))
  const end = new Date(Date.UTC(span.to.getUTCFullYear() + 2, 0, 1))
  const first = offsetAt(zone, start)
  const changes = tzScan(zone, { start, end }).map(
    ({ date, change, offset }): Change => ({
      at: date,
      before: Math.round(offset - change),
      after: Math.round(offset),
    }),
  )
  const blocks = changes.map((change) => block(change.after > change.before ? 'DAYLIGHT' : 'STANDARD', zone, change))
  // What is in force before the first change that is told.
  const initial = block('STANDARD', zone, { at: start, before: first, after: first })
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...initial, ...blocks.flat(), 'END:VTIMEZONE'].join('\r\n')
}
