'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { SheetNews } from '@/lib/entry-points/live'
import type { SheetStore } from './sheet-store'

export type LiveLink = 'connecting' | 'live' | 'trouble' | 'away' | 'ended'

/** Who changed how many of the rows one sees, a moment ago. */
export type OthersNews = { names: string[]; rows: number }

type LiveOptions = { store: SheetStore; me: string; nameOf: (memberId: string) => string | undefined }

const SHOWN_MS = 8_000
/** The numbers over the list come with a page of their own; they may lag a little behind the rows. */
const NUMBERS_MS = 15_000

/**
 * Listens to what others change while the tab is in sight: their values appear in the rows that are here. A hidden tab
 * does not listen, because browsers allow few open streams to one server; back in sight it is told what it missed.
 */
export function useSheetLive({ store, me, nameOf }: LiveOptions): { link: LiveLink; others: OthersNews | null } {
  const router = useRouter()
  const [link, setLink] = useState<LiveLink>('connecting')
  const [others, setOthers] = useState<OthersNews | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const numbersAt = useRef(Date.now())

  const hear = useEffectEvent(async (news: SheetNews) => {
    setLink('live')
    const changed = await store.hear(news, me)
    if (news.rows.length > 0 && Date.now() - numbersAt.current > NUMBERS_MS) {
      numbersAt.current = Date.now()
      startTransition(() => router.refresh())
    }
    if (changed.length === 0) return
    const names = [...new Set(changed.map((row) => (row.by ? nameOf(row.by) : undefined) ?? 'Another program'))]
    setOthers({ names, rows: changed.length })
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOthers(null), SHOWN_MS)
  })

  useEffect(() => {
    let source: EventSource | undefined
    const listen = () => {
      source?.close()
      if (document.visibilityState !== 'visible') return
      source = new EventSource(`/entry-points/live?since=${store.mark}`)
      source.addEventListener('news', (event: MessageEvent<string>) => void hear(JSON.parse(event.data) as SheetNews))
      source.addEventListener('trouble', () => setLink('trouble'))
      source.addEventListener('ended', () => {
        setLink('ended')
        source?.close()
      })
      source.addEventListener('error', () => setLink((now) => (now === 'ended' ? now : 'away')))
    }
    listen()
    document.addEventListener('visibilitychange', listen)
    return () => {
      document.removeEventListener('visibilitychange', listen)
      source?.close()
      clearTimeout(timer.current)
    }
  }, [store])

  return { link, others }
}
