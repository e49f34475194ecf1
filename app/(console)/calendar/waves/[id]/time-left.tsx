'use client'

import { useSyncExternalStore } from 'react'
import { classNames } from '@/components/ui/class-names'
import { windowTime } from '@/lib/calendar/wave-rules'

const TICK_MS = 15_000

function subscribe(onTick: () => void): () => void {
  const timer = setInterval(onTick, TICK_MS)
  return () => clearInterval(timer)
}
const tick = () => Math.floor(Date.now() / TICK_MS)

/** "5 h 12 min": exact enough to decide by, short enough for a phone. */
function lengthText(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / 60_000)
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)]
  if (days > 0) return `${days} d ${hours} h`
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`
}

const WORDS = { none: 'no window', before: 'until it opens', open: 'left', over: 'over time' } as const

/** How long is left of the window. It runs while the page is open. */
export function TimeLeft({
  startsAt,
  endsAt,
  nowIs,
}: {
  startsAt: string | null
  endsAt: string | null
  nowIs: string
}) {
  const first = Math.floor(Date.parse(nowIs) / TICK_MS)
  useSyncExternalStore(subscribe, tick, () => first)
  const window = { startsAt: startsAt ? new Date(startsAt) : null, endsAt: endsAt ? new Date(endsAt) : null }
  const { phase, milliseconds } = windowTime(window, new Date())
  return (
    <span suppressHydrationWarning className={classNames('tabular', phase === 'over' && 'text-block')}>
      {phase === 'none' ? WORDS.none : `${lengthText(milliseconds)} ${WORDS[phase]}`}
    </span>
  )
}
