'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useState, useTransition } from 'react'
import { State } from '@/components/ui/state'

const ASK_MS = 4_000

type Link = 'current' | 'lost' | 'ended'

/** Asks which state the server is in; null when it did not answer, 'ended' when the session is over. */
async function ask(): Promise<number | 'ended' | null> {
  try {
    const response = await fetch('/calendar/mark', { cache: 'no-store' })
    if (response.status === 401) return 'ended'
    if (!response.ok) return null
    const { mark } = (await response.json()) as { mark: number }
    return mark
  } catch {
    return null
  }
}

/**
 * Draws the page again as soon as somebody changed something on it, without touching what is being typed. It asks while
 * the tab is in sight, and says when it cannot: what is shown may then be old.
 */
export function StayCurrent({ mark }: { mark: number }) {
  const router = useRouter()
  const [link, setLink] = useState<Link>('current')
  const [refreshing, start] = useTransition()
  const look = useEffectEvent(async () => {
    if (document.visibilityState !== 'visible' || refreshing) return
    const now = await ask()
    setLink(now === null ? 'lost' : now === 'ended' ? 'ended' : 'current')
    if (typeof now === 'number' && now !== mark) start(() => router.refresh())
  })
  useEffect(() => {
    const timer = setInterval(() => void look(), ASK_MS)
    const onVisible = () => void look()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [])
  return (
    <span role="status" className="no-print">
      {link === 'current' ? (
        <span className="sr-only">Changes of others appear by themselves.</span>
      ) : (
        <State kind="blocked" className="whitespace-normal">
          {link === 'ended'
            ? 'Your session has ended. Sign in again to go on.'
            : 'Handrail does not answer at the moment; what is shown may be old.'}
        </State>
      )}
    </span>
  )
}
