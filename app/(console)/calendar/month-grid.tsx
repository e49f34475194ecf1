'use client'

import Link from 'next/link'
import { type DragEvent, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { CalendarEntry } from '@/lib/calendar/entries'
import { layWeeks, type Week } from '@/lib/calendar/month-rules'
import { addDays, type Day } from '@/lib/shared/zone-time'
import { dayText } from './day-words'
import { EntryChip, type Grip } from './entry-chip'
import { useCarry } from './use-carry'

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

export type MonthGridProps = {
  first: Day
  last: Day
  entries: readonly CalendarEntry[]
  /** Entries of a day that were not read, by day. */
  more: ReadonlyMap<Day, number>
  /** The month that is shown, `YYYY-MM`; days outside of it are quieter. Null for a week. */
  month: string | null
  /** How many lines a day shows before it says how many more there are. */
  lines: number
  mayMove: boolean
  mayWritePlan: boolean
  /** The address of one day as an agenda, with `DAY` where the day stands. */
  dayHref: string
}

/** Weeks as rows: bars for what lasts, lines for what lies on one day. Anything that can move is dragged to its new day. */
export function MonthGrid(props: MonthGridProps) {
  const { first, last, entries } = props
  const [grip, setGrip] = useState<Grip | null>(null)
  const bars = entries.filter((entry) => entry.kind === 'wave' || entry.kind === 'freeze')
  const chips = entries.filter((entry) => entry.kind !== 'wave' && entry.kind !== 'freeze')
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-surface">
      <div aria-hidden="true" className="grid grid-cols-7 border-b border-line">
        {WEEKDAYS.map((weekday) => (
          <span key={weekday} className="px-2 py-1.5 text-small text-ink-3">
            {weekday}
          </span>
        ))}
      </div>
      {layWeeks({ first, last }, bars, chips).map((week) => (
        <WeekRow key={week.days[0]} week={week} grip={grip} onGrip={setGrip} {...props} />
      ))}
    </div>
  )
}

type WeekRowProps = MonthGridProps & {
  week: Week<CalendarEntry>
  grip: Grip | null
  onGrip: (grip: Grip | null) => void
}

/** The day under the pointer, from 0 for Monday. */
function columnAt(event: DragEvent<HTMLElement>): number {
  const { left, width } = event.currentTarget.getBoundingClientRect()
  return Math.min(6, Math.max(0, Math.floor(((event.clientX - left) / width) * 7)))
}

function WeekRow({ week, grip, onGrip, ...props }: WeekRowProps) {
  const { carry } = useCarry()
  const [over, setOver] = useState<number | null>(null)
  function onDrop(event: DragEvent<HTMLElement>) {
    event.preventDefault()
    const day = week.days[columnAt(event)]
    if (grip && day) carry(grip.entry, addDays(day, -grip.offset))
    setOver(null)
    onGrip(null)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only receives what is dropped; the keyboard moves an entry where it stands.
    <div
      className="relative grid grid-cols-7 border-b border-line last:border-b-0"
      style={{ gridTemplateRows: `28px repeat(${week.lanes}, 25px) minmax(${props.month ? 62 : 300}px, auto)` }}
      onDragOver={(event) => {
        if (!grip) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'move'
        setOver(columnAt(event))
      }}
      onDragLeave={() => setOver(null)}
      onDrop={onDrop}
    >
      {week.days.map((day, i) => (
        <DayCell key={day} day={day} column={i + 1} target={grip !== null && over === i} {...props} />
      ))}
      <Bars week={week} onGrip={onGrip} {...props} />
      {week.days.map((day, i) => (
        <DayLines key={day} day={day} column={i + 1} week={week} onGrip={onGrip} {...props} />
      ))}
    </div>
  )
}

function DayCell({
  day,
  column,
  target,
  month,
  dayHref,
}: MonthGridProps & { day: Day; column: number; target: boolean }) {
  const { today } = useCarry()
  const outside = month !== null && !day.startsWith(month)
  return (
    <div
      style={{ gridColumn: column, gridRow: '1 / -1' }}
      className={classNames(
        'border-r border-line nth-[7]:border-r-0',
        outside && 'bg-canvas',
        target && 'bg-accent-soft outline-2 -outline-offset-2 outline-accent',
      )}
    >
      <Link
        prefetch={false}
        href={dayHref.replace('DAY', day)}
        aria-label={`${dayText(day, today)}${day === today ? ', today' : ''}`}
        className={classNames(
          'tabular m-[3px] inline-flex h-6 min-w-6 items-center justify-center rounded-full px-1.5 text-small hover:underline',
          day === today ? 'bg-accent font-[550] text-on-accent' : outside ? 'text-ink-3' : 'text-ink-2',
        )}
      >
        {Number(day.slice(8))}
      </Link>
    </div>
  )
}

function mayMoveOf(entry: CalendarEntry, { mayMove, mayWritePlan }: MonthGridProps): boolean {
  return entry.kind === 'update' ? mayMove : mayWritePlan
}

function Bars({ week, onGrip, ...props }: MonthGridProps & Pick<WeekRowProps, 'week' | 'onGrip'>) {
  const { today } = useCarry()
  if (week.bars.length === 0) return null
  return (
    <ul
      aria-label={`Waves and freeze windows of the week of ${dayText(week.days[0] ?? today, today)}`}
      className="contents"
    >
      {week.bars.map(({ entry, column, days, lane, before, after }) => (
        <li
          key={entry.key}
          style={{ gridColumn: `${column} / span ${days}`, gridRow: lane + 2 }}
          className={classNames('min-w-0', !before && 'pl-1', !after && 'pr-1')}
        >
          <EntryChip
            entry={entry}
            mayMove={mayMoveOf(entry, props)}
            bar={{ before, after, days }}
            onGrip={(grip) => onGrip(whole(grip, week))}
          />
        </li>
      ))}
    </ul>
  )
}

/** A bar that began in an earlier week was taken further from its first day than this week shows. */
function whole(grip: Grip | null, week: Week<CalendarEntry>): Grip | null {
  const monday = week.days[0]
  if (!grip || !monday || grip.entry.first >= monday) return grip
  const days = Math.round((Date.parse(monday) - Date.parse(grip.entry.first)) / 86_400_000)
  return { ...grip, offset: grip.offset + days }
}

type DayLinesProps = MonthGridProps & Pick<WeekRowProps, 'week' | 'onGrip'> & { day: Day; column: number }

function DayLines({ day, column, week, onGrip, ...props }: DayLinesProps) {
  const { today } = useCarry()
  const all = week.chips.get(day) ?? []
  const unread = props.more.get(day) ?? 0
  if (all.length === 0 && unread === 0) return null
  // One line that says how many more there are would take the place of the last one.
  const shown = all.length + unread > props.lines ? all.slice(0, props.lines - 1) : all
  const hidden = all.length - shown.length + unread
  return (
    <div style={{ gridColumn: column, gridRow: week.lanes + 2 }} className="min-w-0 px-1 pb-1">
      <ul aria-label={dayText(day, today)}>
        {shown.map((entry) => (
          <li key={entry.key}>
            <EntryChip entry={entry} mayMove={mayMoveOf(entry, props)} onGrip={onGrip} roomy={props.month === null} />
          </li>
        ))}
      </ul>
      {hidden > 0 ? (
        <Link
          prefetch={false}
          href={props.dayHref.replace('DAY', day)}
          aria-label={`${hidden} more on ${dayText(day, today)}`}
          className="block rounded-sm px-1 text-[12px] leading-[22px] text-ink-2 hover:bg-hover hover:text-ink"
        >
          {hidden} more
        </Link>
      ) : null}
    </div>
  )
}
