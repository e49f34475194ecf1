import { TZDate } from '@date-fns/tz'
import { startOfDay, subDays } from 'date-fns'
import { assertNever } from '@/lib/shared/assert-never'
import type { EventSpan } from './kinds'

/** From (inclusive) and to (exclusive); an absent end is open. */
export type Range = { from: Date; to?: Date }

function dayStart(now: Date, zone: string, daysAgo: number): Date {
  return new Date(startOfDay(subDays(new TZDate(now, zone), daysAgo)).getTime())
}

/** A span of the filter bar as moments; days begin at midnight of the workspace's zone, daylight saving included. */
export function rangeOf(span: EventSpan, now: Date, zone: string): Range {
  switch (span) {
    case 'hour':
      return { from: new Date(now.getTime() - 3_600_000) }
    case 'today':
      return { from: dayStart(now, zone, 0) }
    case 'yesterday':
      return { from: dayStart(now, zone, 1), to: dayStart(now, zone, 0) }
    case 'week':
      return { from: dayStart(now, zone, 6) }
    case 'month':
      return { from: dayStart(now, zone, 29) }
    default:
      return assertNever(span)
  }
}
