'use client'

import Link from 'next/link'
import { classNames } from '@/components/ui/class-names'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount } from '@/components/ui/format-number'
import { formatRelative } from '@/components/ui/format-time'
import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { CalendarEntry } from '@/lib/calendar/entries'
import { type Day, daysBetween } from '@/lib/shared/zone-time'
import { dayText } from './day-words'
import { MoveButton } from './move-button'
import { useCarry } from './use-carry'

type AgendaProps = {
  first: Day
  entries: readonly CalendarEntry[]
  more: ReadonlyMap<Day, number>
  mayMove: boolean
  mayWritePlan: boolean
}

/** Something that began before the days shown stands on the first of them, if it is still on then. */
function byDay(entries: readonly CalendarEntry[], first: Day): [Day, CalendarEntry[]][] {
  const days = new Map<Day, CalendarEntry[]>()
  for (const entry of entries) {
    if (entry.last < first) continue
    const day = entry.first < first ? first : entry.first
    days.set(day, [...(days.get(day) ?? []), entry])
  }
  return [...days].sort(([a], [b]) => a.localeCompare(b))
}

function awayText(day: Day, today: Day): string {
  const away = daysBetween(today, day)
  if (away === 0) return 'today'
  if (away === 1) return 'tomorrow'
  return formatRelative(new Date(`${day}T12:00:00Z`), new Date(`${today}T12:00:00Z`))
}

/** Day by day, with everything a phone needs to read and to move. */
export function Agenda({ first, entries, more, mayMove, mayWritePlan }: AgendaProps) {
  const { today } = useCarry()
  const days = byDay(entries, first)
  if (days.length === 0) {
    return (
      <div className="rounded-lg border border-line bg-surface">
        <EmptyState sentence="Nothing lies on these days. Give entry points an update date in the sheet, and waves a window; print deadlines are counted back from their lead time." />
      </div>
    )
  }
  return (
    <ol className="overflow-hidden rounded-lg border border-line bg-surface">
      {days.map(([day, onDay]) => (
        <li key={day} className="keep-together border-b border-line last:border-b-0">
          <h2
            id={`day-${day}`}
            className={classNames(
              'flex items-baseline gap-2.5 border-b border-line bg-canvas px-4 py-1.5 text-control',
              day === today && 'text-accent',
            )}
          >
            {dayText(day, today)}
            <span className="text-small font-normal text-ink-2">{awayText(day, today)}</span>
          </h2>
          <ul aria-labelledby={`day-${day}`}>
            {onDay.map((entry) => (
              <AgendaRow key={entry.key} entry={entry} mayMove={entry.kind === 'update' ? mayMove : mayWritePlan} />
            ))}
            {more.has(day) ? (
              <li className="px-4 py-2 text-small text-ink-2">
                {formatCount(more.get(day) ?? 0, 'more entry point', 'more entry points')} on this day; the sheet shows
                them all.
              </li>
            ) : null}
          </ul>
        </li>
      ))}
    </ol>
  )
}

const WHAT: Record<CalendarEntry['kind'], string> = {
  wave: 'Wave',
  freeze: 'Freeze window',
  update: 'Update date',
  print: 'Print deadline',
  due: 'Due',
}

function AgendaRow({ entry, mayMove }: { entry: CalendarEntry; mayMove: boolean }) {
  const { moving } = useCarry()
  return (
    <li
      className={classNames(
        'grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line px-4 py-2 last:border-b-0',
        moving === entry.key && 'opacity-50',
      )}
    >
      <State kind={entry.shape} wordHidden>
        {entry.words}
      </State>
      <div className="min-w-0">
        <Link prefetch={false} href={entry.href} className="text-sheet font-medium hover:underline">
          {entry.title}
        </Link>
        <p className="text-small text-ink-2 [overflow-wrap:anywhere]">
          {WHAT[entry.kind]}, {entry.words}
          {entry.startsAt && entry.endsAt ? (
            <>
              , <When at={entry.startsAt} style="moment" /> to <When at={entry.endsAt} style="moment" />
            </>
          ) : null}
          {entry.note ? `, ${entry.note}` : null}
          {entry.kind === 'freeze' ? null : `, ${entry.owner ?? 'nobody owns it'}`}
        </p>
      </div>
      {mayMove && entry.version !== null ? <MoveButton entry={entry} /> : null}
    </li>
  )
}
