import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type CsvColumn, toCsv } from '@/lib/shared/csv'
import { ok } from '@/lib/shared/result'
import type { CalendarEntry } from './entries'
import { type CalendarRequest, readCalendar } from './read-calendar'

const KIND: Record<CalendarEntry['kind'], string> = {
  wave: 'wave',
  freeze: 'freeze window',
  update: 'update date',
  print: 'print deadline',
  due: 'due date',
}

const COLUMNS: readonly CsvColumn<CalendarEntry>[] = [
  { header: 'first_day', value: (entry) => entry.first },
  { header: 'last_day', value: (entry) => entry.last },
  { header: 'starts', value: (entry) => entry.startsAt },
  { header: 'ends', value: (entry) => entry.endsAt },
  { header: 'what', value: (entry) => KIND[entry.kind] },
  { header: 'title', value: (entry) => entry.title },
  { header: 'state', value: (entry) => entry.words },
  { header: 'owner', value: (entry) => entry.owner },
  { header: 'note', value: (entry) => entry.note },
]

/** A file has no room to say "and 40 more": it has every row. */
const ALL = 100_000

/** What some days of the calendar hold, as CSV; that it left is recorded. */
export async function exportCalendar(actor: Actor, request: CalendarRequest): Promise<string> {
  const { entries } = await readCalendar(actor, { ...request, perDay: ALL })
  const { first, last } = request
  await transact(actor, async (_tx, record) => {
    record({
      action: 'calendar.exported',
      subject: { kind: 'calendar', id: null },
      more: { first, last, rows: entries.length },
    })
    return ok(null)
  })
  return toCsv(COLUMNS, entries)
}
