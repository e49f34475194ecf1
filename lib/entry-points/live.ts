import type { AuditAction } from '@/lib/audit/catalogue'
import { eventStream } from '@/lib/server/event-stream'
import type { MemberActor } from '@/lib/server/session-row'
import { changesBetween, type SheetChange, sheetMark } from './change-store'

export type RowNews = {
  id: string
  /** The member who changed the row last, where it was one. */
  by: string | null
}

/** What happened to a sheet since the last news. */
export type SheetNews = {
  mark: number
  /** Rows that were changed, each once. */
  rows: RowNews[]
  /** Rows came or went: what is shown may be in another order by now, or more, or less. */
  reordered: boolean
  /** More rows changed than are named here, so that those in sight have to be read again. */
  unnamed: boolean
}

const POLL_MS = 1_000
const MOST_NAMED = 500

/** Changes after which other rows belong to the list, or the waves they name are called otherwise. */
const REORDERS: ReadonlySet<string> = new Set<AuditAction>([
  ...(['entry-point.created', 'entry-point.archived', 'entry-point.restored', 'entry-point.removed'] as const),
  ...(['entry-points.imported', 'entry-points.import-undone'] as const),
  ...(['wave.updated', 'wave.reordered', 'wave.removed'] as const),
])

/** Changes of many rows that are one entry in the audit log. */
const UNNAMED: ReadonlySet<string> = new Set<AuditAction>(['entry-points.checked', 'member.handed-over'])

function newsOf(changes: readonly SheetChange[]): Pick<SheetNews, 'rows' | 'reordered' | 'unnamed'> {
  const rows = new Map<string, RowNews>()
  for (const { subjectKind, subjectId, actorId } of changes) {
    if (subjectKind === 'entry-point' && subjectId !== null) rows.set(subjectId, { id: subjectId, by: actorId })
  }
  const any = (actions: ReadonlySet<string>) => changes.some((change) => actions.has(change.action))
  const more = changes.length > MOST_NAMED
  return {
    rows: [...rows.values()].slice(0, MOST_NAMED),
    reordered: more || any(REORDERS),
    unnamed: more || any(UNNAMED),
  }
}

/** What happened after a mark; null when nothing did. */
export async function newsSince(workspaceId: string, mark: number): Promise<SheetNews | null> {
  const until = await sheetMark(workspaceId)
  if (until <= mark) return null
  const changes = await changesBetween(workspaceId, { after: mark, until }, MOST_NAMED + 1)
  return { mark: until, ...newsOf(changes) }
}

type Listener = { news: (news: SheetNews) => void; failed: () => void }
type Watch = { listeners: Set<Listener>; timer: NodeJS.Timeout; asking: boolean; mark: number }

/** One watch for each workspace, however many people have its sheet open. */
const watches = new Map<string, Watch>()

async function tick(workspaceId: string, watch: Watch): Promise<void> {
  // A slow database is asked once at a time.
  if (watch.asking) return
  watch.asking = true
  try {
    const news = await newsSince(workspaceId, watch.mark)
    if (!news) return
    watch.mark = news.mark
    for (const listener of watch.listeners) listener.news(news)
  } catch {
    // The database is away for a moment; the screens are told, and the next tick asks again.
    for (const listener of watch.listeners) listener.failed()
  } finally {
    watch.asking = false
  }
}

function startWatch(workspaceId: string, mark: number): Watch {
  const watch: Watch = {
    listeners: new Set(),
    timer: setInterval(() => void tick(workspaceId, watch), POLL_MS),
    asking: false,
    mark,
  }
  watches.set(workspaceId, watch)
  return watch
}

/** Calls the listener with what happens after the watch's mark, until the returned function is called. */
function watchSheet(workspaceId: string, mark: number, listener: Listener): { stop: () => void; mark: number } {
  const watch = watches.get(workspaceId) ?? startWatch(workspaceId, mark)
  watch.listeners.add(listener)
  const stop = () => {
    watch.listeners.delete(listener)
    if (watch.listeners.size > 0) return
    clearInterval(watch.timer)
    watches.delete(workspaceId)
  }
  return { stop, mark: watch.mark }
}

/**
 * What other people do to the sheet, as server-sent events: `news` for each change after the mark the browser has, at
 * most a second later; `trouble` while the database does not answer.
 */
export function sheetStream(actor: MemberActor, signal: AbortSignal, mark: number): ReadableStream<Uint8Array> {
  const { workspaceId } = actor
  return eventStream(actor, signal, async (send) => {
    const watch = watchSheet(workspaceId, mark, {
      news: (news) => send('news', news),
      failed: () => send('trouble', {}),
    })
    // What the browser missed while nobody watched, or while another one's watch was ahead of it.
    const missed = await newsSince(workspaceId, mark)
    send('news', missed ?? { mark, rows: [], reordered: false, unnamed: false })
    return watch.stop
  })
}
