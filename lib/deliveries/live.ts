import { db } from '@/lib/server/db'
import { firstIdAt } from './id-range'

/** What the live line says, and whether the list behind it is out of date. */
export type LiveNews = {
  /** Changes with every change of the workspace; a screen that shows another one is old. */
  mark: string
  perSecond: number
  waiting: number
  lastFailureAt: string | null
}

const POLL_MS = 1_000
const RATE_SECONDS = 5
const COUNT_LIMIT = 50_000

async function lastFailure(workspaceId: string): Promise<Date | null> {
  const order = { orderBy: { id: 'desc' }, select: { id: true, receivedAt: true } } as const
  const [failed, undelivered] = await Promise.all([
    db.event.findFirst({ where: { workspaceId, outcome: 'failed' }, ...order }),
    db.event.findFirst({ where: { workspaceId, errorCode: 'message-failed' }, ...order }),
  ])
  if (!failed || !undelivered) return (failed ?? undelivered)?.receivedAt ?? null
  return failed.id > undelivered.id ? failed.receivedAt : undelivered.receivedAt
}

/**
 * The state of the stream of events, from index reads alone. The mark is the head of the audit chain: the resolver writes
 * one entry for each batch, and so does every change a person makes.
 */
export async function readLive(workspaceId: string, now = new Date()): Promise<LiveNews> {
  const since = firstIdAt('ev', new Date(now.getTime() - RATE_SECONDS * 1_000))
  const [head, newest, recent, waiting, failedAt] = await Promise.all([
    db.auditHead.findUnique({ where: { workspaceId } }),
    db.event.findFirst({ where: { workspaceId }, orderBy: { id: 'desc' }, select: { id: true } }),
    db.event.count({ where: { workspaceId, id: { gt: since } }, take: COUNT_LIMIT }),
    db.delivery.count({ where: { workspaceId, state: 'stored' }, take: COUNT_LIMIT }),
    lastFailure(workspaceId),
  ])
  return {
    mark: `${head?.seq ?? 0}.${newest?.id ?? ''}.${waiting}`,
    perSecond: Math.round((recent / RATE_SECONDS) * 10) / 10,
    waiting,
    lastFailureAt: failedAt?.toISOString() ?? null,
  }
}

type Listener = { news: (news: LiveNews) => void; failed: () => void }
type Watch = { listeners: Set<Listener>; timer: NodeJS.Timeout; asking: boolean }

/** One watch for each workspace, however many people look at it. */
const watches = new Map<string, Watch>()

async function tick(workspaceId: string): Promise<void> {
  const watch = watches.get(workspaceId)
  // A slow database is asked once at a time.
  if (!watch || watch.asking) return
  watch.asking = true
  try {
    const news = await readLive(workspaceId)
    for (const listener of watch.listeners) listener.news(news)
  } catch {
    // The database is away for a moment; the screens are told, and the next tick asks again.
    for (const listener of watch.listeners) listener.failed()
  } finally {
    watch.asking = false
  }
}

function startWatch(workspaceId: string): Watch {
  const timer = setInterval(() => void tick(workspaceId), POLL_MS)
  const watch = { listeners: new Set<Listener>(), timer, asking: false }
  watches.set(workspaceId, watch)
  return watch
}

/** Calls the listener about once a second until the returned function is called. */
export function watchLive(workspaceId: string, listener: Listener): () => void {
  const watch = watches.get(workspaceId) ?? startWatch(workspaceId)
  watch.listeners.add(listener)
  return () => {
    watch.listeners.delete(listener)
    if (watch.listeners.size > 0) return
    clearInterval(watch.timer)
    watches.delete(workspaceId)
  }
}
