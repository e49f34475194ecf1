import { TZDate } from '@date-fns/tz'
import ical, { ICalEventBusyStatus, ICalEventTransparency } from 'ical-generator'
import { addDays, type Day } from '@/lib/shared/zone-time'
import type { CalendarEntry } from './entries'
import { zoneComponent } from './ics-zone'

export type Feed = {
  name: string
  /** IANA zone of the workspace: every clock time is written in it. */
  zone: string
  /** Part of each UID, so that two workspaces in one calendar program never meet. */
  workspaceId: string
  /** Where the links lead: `https://handrail.example`. */
  base: string
  entries: readonly CalendarEntry[]
}

/** A whole day, told in UTC because it has no zone: only its date is written. */
function dateOnly(day: Day): Date {
  return new Date(`${day}T00:00:00Z`)
}

function wordsOf(entry: CalendarEntry, url: string): string {
  const owner = entry.owner ? `Owner: ${entry.owner}` : 'Nobody owns it yet.'
  return [entry.lasting, entry.kind === 'freeze' ? null : owner, url].filter((line) => line !== null).join('\n')
}

/** What an event of each kind is called, so that a filter of a calendar program can tell them apart. */
const CATEGORIES: Record<CalendarEntry['kind'], string> = {
  wave: 'Wave',
  freeze: 'Freeze window',
  update: 'Update date',
  print: 'Print deadline',
  due: 'Due date',
}

function timesOf({ startsAt, endsAt, first, last }: CalendarEntry, zone: string) {
  if (startsAt && endsAt) {
    return { start: new TZDate(startsAt, zone), end: new TZDate(endsAt, zone), timezone: zone, allDay: false }
  }
  // The end of a whole day is the day after it (RFC 5545 section 3.6.1).
  return { start: dateOnly(first), end: dateOnly(addDays(last, 1)), timezone: null, allDay: true }
}

/** The library writes the name as it is given; a line break or a comma in it would break the file. */
function nameText(name: string): string {
  return name.replace(/[\s\p{Cc}]+/gu, ' ').replaceAll(/[\\;,]/g, (character) => `\\${character}`)
}

/** The years that clock times of the feed fall into. */
function spanOf(entries: readonly CalendarEntry[]): { from: Date; to: Date } | null {
  const times = entries.flatMap(({ startsAt, endsAt }) =>
    startsAt && endsAt ? [Date.parse(startsAt), Date.parse(endsAt)] : [],
  )
  return times.length === 0 ? null : { from: new Date(Math.min(...times)), to: new Date(Math.max(...times)) }
}

/**
 * A calendar as RFC 5545 writes it. The UID of an event is its key, so that it stays the same event through every
 * change; SEQUENCE is its version. Nothing but a change of the data changes the text: two readings are equal.
 */
export function toIcs({ name, zone, workspaceId, base, entries }: Feed): string {
  const calendar = ical({ name: nameText(name), prodId: { company: 'Handrail', product: 'Calendar', language: 'EN' } })
  const span = spanOf(entries)
  // The zone belongs to the events: one of the whole calendar would be applied to DTSTAMP, which has to be UTC.
  calendar.timezone({ name: null, generator: () => (span ? zoneComponent(zone, span) : null) })
  calendar.x('X-WR-TIMEZONE', zone)
  for (const entry of entries) {
    const url = `${base}${entry.href}`
    const changedAt = new Date(entry.changedAt)
    const event = calendar.createEvent({
      id: `${entry.key.replaceAll(':', '-')}@${workspaceId}.handrail`,
      ...timesOf(entry, zone),
      ...{ summary: entry.title, description: wordsOf(entry, url), url },
      ...{ sequence: entry.sequence, stamp: changedAt, lastModified: changedAt },
      // A date to keep in mind does not make anybody busy.
      ...{ busystatus: ICalEventBusyStatus.FREE, transparency: ICalEventTransparency.TRANSPARENT },
    })
    event.createCategory({ name: CATEGORIES[entry.kind] })
  }
  return calendar.toString()
}
