'use client'

import { Pause, Play } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef, useState, useTransition } from 'react'
import { formatNumber } from '@/components/ui/format-number'
import { IconButton } from '@/components/ui/icon-button'
import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { LiveNews } from '@/lib/deliveries/live'

/** What is known of the stream: only `live` means that the list behind it is up to date. */
type Link = 'connecting' | 'live' | 'paused' | 'trouble' | 'disconnected' | 'ended'

const SAYS: Record<Exclude<Link, 'live'>, string> = {
  connecting: 'Connecting',
  paused: 'Paused: new events are not shown until you go on',
  trouble: 'The database does not answer at the moment; what is shown may be old',
  disconnected: 'Disconnected: what is shown may be old. Trying again',
  ended: 'Your session has ended. Sign in again to go on',
}

/** Redrawing the page for every batch would cost more than it shows. */
const REFRESH_MS = 2_000

function useVisible(): boolean {
  const [visible, setVisible] = useState(true)
  useEffect(() => {
    const read = () => setVisible(document.visibilityState === 'visible')
    read()
    document.addEventListener('visibilitychange', read)
    return () => document.removeEventListener('visibilitychange', read)
  }, [])
  return visible
}

/** Listens while `on`; a hidden tab does not, because browsers allow few open streams to one server. */
function useNews(on: boolean, onNews: (news: LiveNews) => void): { link: Link; news: LiveNews | null } {
  const [link, setLink] = useState<Link>('connecting')
  const [news, setNews] = useState<LiveNews | null>(null)
  const tell = useEffectEvent(onNews)
  useEffect(() => {
    if (!on) return
    const source = new EventSource('/deliveries/live')
    source.addEventListener('news', (event: MessageEvent<string>) => {
      const latest = JSON.parse(event.data) as LiveNews
      setNews(latest)
      setLink('live')
      tell(latest)
    })
    source.addEventListener('trouble', () => setLink('trouble'))
    source.addEventListener('ended', () => {
      setLink('ended')
      source.close()
    })
    source.addEventListener('error', () => setLink((now) => (now === 'ended' ? now : 'disconnected')))
    return () => source.close()
  }, [on])
  return { link, news }
}

/**
 * The state of the stream in words, and the reason the page is current: when the mark of the server differs from the one
 * the page was drawn with, the page is drawn again. It stops while the tab is hidden or the reader has paused it.
 */
export function LiveLine({ mark }: { mark: string }) {
  const router = useRouter()
  const visible = useVisible()
  const [paused, setPaused] = useState(false)
  const [refreshing, startRefresh] = useTransition()
  const refreshedAt = useRef(0)
  const { link, news } = useNews(visible && !paused, (latest) => {
    // One at a time: on a slow day a second one would only push back whatever the reader clicks.
    if (latest.mark === mark || refreshing || Date.now() - refreshedAt.current < REFRESH_MS) return
    refreshedAt.current = Date.now()
    startRefresh(() => router.refresh())
  })
  const now: Link = paused ? 'paused' : link
  return (
    <span className="ml-1 inline-flex flex-wrap items-center gap-x-1.5">
      <span role="status">
        {now === 'live' ? (
          <State kind="passed">Live</State>
        ) : (
          <State kind={now === 'connecting' || now === 'paused' ? 'waiting' : 'blocked'} className="whitespace-normal">
            {SAYS[now]}
          </State>
        )}
      </span>
      {now === 'live' && news ? <Numbers news={news} /> : null}
      <IconButton
        size="sm"
        label={paused ? 'Go on showing new events' : 'Pause: stop showing new events'}
        onClick={() => setPaused((before) => !before)}
      >
        {paused ? <Play /> : <Pause />}
      </IconButton>
    </span>
  )
}

function Numbers({ news }: { news: LiveNews }) {
  return (
    <span className="tabular">
      {formatNumber(news.perSecond)} a second, {formatNumber(news.waiting)} waiting
      {news.lastFailureAt ? (
        <>
          , last failure <When at={news.lastFailureAt} style="relative" />
        </>
      ) : (
        ', no failures'
      )}
    </span>
  )
}
