import { type Actor, can } from '@/lib/server/actor'
import { currentWorkspace } from '@/lib/server/workspace'
import { type Day, dayAt, dayEnd, dayStart } from '@/lib/shared/zone-time'
import { type DatedPoints, printDeadlinesIn, updatesIn } from './day-store'
import {
  type CalendarEntry,
  compareEntries,
  dueEntry,
  ENTRY_KINDS,
  type EntryKind,
  freezeEntry,
  printEntry,
  updateEntry,
  waveEntry,
} from './entries'
import { listFreezes } from './freeze-windows'
import { type WaveWithCounts, wavesWithCounts } from './queries'
import { dueDates } from './sources'

export type CalendarFilters = {
  show?: readonly EntryKind[] | null
  /** Waves by number. */
  wave?: number | null
  /** What this member owns. */
  owner?: string | null
}

export type CalendarRequest = CalendarFilters & {
  first: Day
  last: Day
  /** At most so many entry points of one day. */
  perDay: number
}

export type CalendarPage = {
  zone: string
  today: Day
  entries: CalendarEntry[]
  /** Update dates and print deadlines of a day that are not among the entries. */
  more: ReadonlyMap<Day, number>
  waves: WaveWithCounts[]
}

const NOTHING: DatedPoints = { points: [], totals: new Map() }

/** How many of each day were cut off. */
function moreOf(...found: DatedPoints[]): ReadonlyMap<Day, number> {
  const more = new Map<Day, number>()
  for (const { points, totals } of found) {
    for (const [day, total] of totals) {
      const cut = total - points.filter((point) => point.day === day).length
      if (cut > 0) more.set(day, (more.get(day) ?? 0) + cut)
    }
  }
  return more
}

/** What lies on some days of the calendar: everything the actor may see, in order. */
export async function readCalendar(actor: Actor, request: CalendarRequest, now = new Date()): Promise<CalendarPage> {
  const { workspaceId } = actor
  const { zone } = await currentWorkspace(actor)
  const { first, last, perDay, owner } = request
  const today = dayAt(now, zone)
  const wanted = (kind: EntryKind): boolean => (request.show?.length ? request.show : ENTRY_KINDS).includes(kind)
  const waves = await wavesWithCounts(actor)
  const wave = request.wave ? (waves.find(({ number }) => number === request.wave) ?? null) : null
  // A wave that is not there has nothing on any day.
  const waveId = request.wave ? (wave?.id ?? 'none') : null
  const span = { first, last, perDay, waveId, ownerMemberId: owner ?? null }
  const anyone = !owner && !waveId
  const [updates, prints, freezes, due] = await Promise.all([
    wanted('update') ? updatesIn(workspaceId, span) : NOTHING,
    wanted('print') ? printDeadlinesIn(workspaceId, span) : NOTHING,
    wanted('freeze') && anyone ? listFreezes(actor, { from: dayStart(first, zone), to: dayEnd(last, zone) }) : [],
    wanted('due') && !waveId ? dueDates(actor, { zone, now, first, last }) : [],
  ])
  const context = {
    waves: new Map(waves.map((one) => [one.id, one])),
    today,
    canMove: can(actor, 'entry-points:write'),
  }
  const shown = waves
    .filter((one) => wanted('wave') && (!waveId || one.id === waveId) && (!owner || one.owner?.memberId === owner))
    .flatMap((one) => waveEntry(one, zone, now) ?? [])
    .filter((entry) => entry.first <= last && entry.last >= first)
  const mine = owner ? due.filter((one) => one.owner?.memberId === owner) : due
  const entries = [
    ...freezes.map((freeze) => freezeEntry(freeze, zone)),
    ...shown,
    ...prints.points.map((point) => printEntry(point, context)),
    ...updates.points.map((point) => updateEntry(point, context)),
    ...mine.map((one) => dueEntry(one, today)),
  ]
  return { zone, today, entries: entries.sort(compareEntries), more: moreOf(updates, prints), waves }
}
