import { TZDate } from '@date-fns/tz'
import { addDays } from 'date-fns'

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

/** Midnight of a day in the workspace's zone, daylight saving included. Undefined for what is no day. */
function startOf(day: string | null | undefined, zone: string, plusDays = 0): Date | undefined {
  const [, year, month, date] = DAY.exec(day ?? '') ?? []
  if (!year || !month || !date) return undefined
  const start = new TZDate(Number(year), Number(month) - 1, Number(date), zone)
  return new Date(addDays(start, plusDays).getTime())
}

/** From (inclusive) and to (exclusive); an absent end is open. */
export type Range = { from: Date | undefined; to: Date | undefined }

/** A span of days as moments, both days included. */
export function seenRange(days: { from?: string | null; to?: string | null }, zone: string): Range {
  return { from: startOf(days.from, zone), to: startOf(days.to, zone, 1) }
}
