'use client'

import { useSyncExternalStore } from 'react'
import { classNames } from './class-names'
import { formatAge, formatMoment, type TimeStyle } from './format-time'
import { useZone } from './zone'

type WhenProps = {
  at: Date | string
  /** "full" for a sentence, "moment" for a row, "relative" or "age" where the distance matters most. */
  style?: TimeStyle | 'age'
  /** The zone of the workspace unless given. */
  zone?: string
  className?: string
}

const MINUTE = 60_000

function subscribeToMinutes(onTick: () => void): () => void {
  const timer = setInterval(onTick, MINUTE)
  return () => clearInterval(timer)
}
const currentMinute = () => Math.floor(Date.now() / MINUTE)

/**
 * A moment, as a `<time>` with the full text in its tooltip. The distance ticks every minute; the server and the browser
 * may read the clock on two sides of a second, which is why the warning about different text is silenced here.
 */
export function When({ at, style = 'moment', zone, className }: WhenProps) {
  const workspaceZone = useZone()
  useSyncExternalStore(subscribeToMinutes, currentMinute, currentMinute)
  const moment = typeof at === 'string' ? new Date(at) : at
  if (Number.isNaN(moment.getTime())) return <span className="text-ink-3">–</span>
  const inZone = zone ?? workspaceZone
  const now = new Date()
  const text = style === 'age' ? formatAge(moment, now) : formatMoment(moment, inZone, { now, style })
  return (
    <time
      dateTime={moment.toISOString()}
      title={formatMoment(moment, inZone, { now, style: 'full' })}
      className={classNames('tabular', className)}
      suppressHydrationWarning
    >
      {text}
    </time>
  )
}
