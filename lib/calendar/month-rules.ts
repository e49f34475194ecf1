import { addDays, type Day, daysBetween, daysFrom, weekdayOf } from '@/lib/shared/zone-time'

/** What is laid out: something that covers the days from its first to its last. */
export type Laid = { key: string; first: Day; last: Day }

/** A bar in one week: it may have begun before and go on after it. */
export type WeekBar<E extends Laid> = {
  entry: E
  /** Column of its first day in this week, from 1 for Monday. */
  column: number
  days: number
  lane: number
  before: boolean
  after: boolean
}

export type Week<E extends Laid> = {
  days: Day[]
  bars: WeekBar<E>[]
  lanes: number
  /** What lies on one day alone, by day. */
  chips: ReadonlyMap<Day, E[]>
}

export function weekOf(day: Day): { first: Day; last: Day } {
  const first = addDays(day, 1 - weekdayOf(day))
  return { first, last: addDays(first, 6) }
}

/** The whole weeks, Monday to Sunday, that hold a month. */
export function monthOf(day: Day): { first: Day; last: Day } {
  const start = `${day.slice(0, 7)}-01`
  const next = `${addDays(start, 32).slice(0, 7)}-01`
  return { first: weekOf(start).first, last: weekOf(addDays(next, -1)).last }
}

/** The same day of the month before or after; the last one where that month is shorter. */
export function stepMonth(day: Day, by: 1 | -1): Day {
  const start = `${day.slice(0, 7)}-01`
  const target = by === 1 ? `${addDays(start, 32).slice(0, 7)}-01` : `${addDays(start, -1).slice(0, 7)}-01`
  const wanted = addDays(target, Number(day.slice(8)) - 1)
  return wanted.slice(0, 7) === target.slice(0, 7) ? wanted : addDays(`${addDays(target, 32).slice(0, 7)}-01`, -1)
}

function barsOf<E extends Laid>(entries: readonly E[], first: Day, last: Day): WeekBar<E>[] {
  const within = entries.filter((entry) => entry.first <= last && entry.last >= first)
  const longestFirst = [...within].sort(
    (a, b) => a.first.localeCompare(b.first) || b.last.localeCompare(a.last) || a.key.localeCompare(b.key),
  )
  const ends: number[] = []
  return longestFirst.map((entry) => {
    const from = entry.first < first ? first : entry.first
    const to = entry.last > last ? last : entry.last
    const column = daysBetween(first, from) + 1
    const days = daysBetween(from, to) + 1
    const free = ends.findIndex((end) => end < column)
    const lane = free === -1 ? ends.length : free
    ends[lane] = column + days - 1
    return { entry, column, days, lane, before: entry.first < first, after: entry.last > last }
  })
}

/** Lays entries into whole weeks: bars in rows that never meet, and what lies on a single day under them. */
export function layWeeks<E extends Laid>(
  span: { first: Day; last: Day },
  bars: readonly E[],
  chips: readonly E[],
): Week<E>[] {
  const weeks = Math.floor((daysBetween(span.first, span.last) + 1) / 7)
  return Array.from({ length: weeks }, (_, i) => {
    const first = addDays(span.first, i * 7)
    const last = addDays(first, 6)
    const laid = barsOf(bars, first, last)
    const byDay = new Map<Day, E[]>()
    for (const chip of chips) {
      if (chip.first >= first && chip.first <= last) byDay.set(chip.first, [...(byDay.get(chip.first) ?? []), chip])
    }
    return {
      days: daysFrom(first, last),
      bars: laid,
      lanes: Math.max(0, ...laid.map((bar) => bar.lane + 1)),
      chips: byDay,
    }
  })
}
