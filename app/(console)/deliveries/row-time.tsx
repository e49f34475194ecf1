'use client'

import { formatDate, formatMoment } from '@/components/ui/format-time'
import { useZone } from '@/components/ui/zone'

/** The time of a row to the second, with its day unless that is today. */
export function RowTime({ at }: { at: Date }) {
  const zone = useZone()
  const now = new Date()
  const day = formatDate(at, zone, now)
  return (
    <time
      dateTime={at.toISOString()}
      title={formatMoment(at, zone, { now, style: 'full' })}
      className="machine tabular"
      // The server and the browser may stand on two sides of midnight.
      suppressHydrationWarning
    >
      {day === formatDate(now, zone, now) ? null : <span className="font-normal text-ink-3">{shortDay(day)} </span>}
      {formatMoment(at, zone, { now, style: 'clock' })}
    </time>
  )
}

/** "Tue 24 Nov" without the day of the week, which a column has no room for. */
function shortDay(day: string): string {
  return day.split(' ').slice(1).join(' ')
}
