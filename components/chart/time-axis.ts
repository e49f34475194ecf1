import { addDays, type Day, dayAt, dayStart, daysBetween, weekdayOf } from '@/lib/shared/zone-time'

/** A span of time drawn from left to right. Everything on the same axis uses one, so that charts and waves line up. */
export type TimeRange = { from: Date; to: Date }

/** Where a moment stands, in per cent of the width; outside of the range below 0 or above 100. */
export function placeOf(at: Date, { from, to }: TimeRange): number {
  const whole = to.getTime() - from.getTime()
  return whole <= 0 ? 0 : ((at.getTime() - from.getTime()) / whole) * 100
}

export type AxisMark = {
  day: Day
  place: number
  /** False for marks whose words would crowd a phone. */
  onPhone: boolean
}

const STEPS = [1, 2, 7, 14] as const
const MOST = 9

function monthStarts(first: Day, last: Day): Day[] {
  const found: Day[] = []
  for (let day = `${first.slice(0, 7)}-01`; day <= last; day = `${addDays(day, 32).slice(0, 7)}-01`) found.push(day)
  return found
}

/** The days an axis names: every day, every other day, Mondays, every other Monday, or the first of each month. */
function daysOf(first: Day, last: Day): Day[] {
  const step = STEPS.find((one) => daysBetween(first, last) / one <= MOST)
  if (!step) return monthStarts(first, last)
  const start = step >= 7 ? addDays(first, (8 - weekdayOf(first)) % 7) : first
  const count = Math.floor(daysBetween(start, last) / step) + 1
  return Array.from({ length: Math.max(0, count) }, (_, i) => addDays(start, i * step))
}

/** Words at the very edge would be cut off. */
const EDGE = 3

export function axisMarks(range: TimeRange, zone: string): AxisMark[] {
  const days = daysOf(dayAt(range.from, zone), dayAt(range.to, zone))
  const sparse = days.length > 12 ? Math.ceil(days.length / MOST) : 1
  const shown = days
    .filter((_, i) => i % sparse === 0)
    .map((day) => ({ day, place: placeOf(dayStart(day, zone), range) }))
    .filter(({ place }) => place >= EDGE && place <= 100 - EDGE)
  const everyOther = shown.length > 5 ? 2 : 1
  return shown.map((mark, i) => ({ ...mark, onPhone: i % everyOther === 0 }))
}

const DAY_MS = 86_400_000
const SHORTEST = 28 * DAY_MS

/** A range that holds all of these moments and today, with a little air, and is never shorter than four weeks. */
export function rangeAround(moments: readonly Date[], now: Date): TimeRange {
  const times = [...moments.map((moment) => moment.getTime()), now.getTime()]
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const air = Math.max(2 * DAY_MS, (last - first) * 0.04)
  const from = first - air
  const to = Math.max(last + air, from + SHORTEST)
  return { from: new Date(from), to: new Date(to) }
}
