import type { UsernameStanding } from '@/lib/whatsapp/graph'
import type { MetaNews } from './meta-rules'

const HOUR_MS = 3_600_000
/** How often the clock asks on its own; webhooks tell of changes at once. */
const FOLLOW_MS = 6 * HOUR_MS
const LONGEST_MS = 24 * HOUR_MS

/** What was asked for the last time and could not be had; kept with the handle, so that every screen tells the same. */
export type MetaProblem = { code: string; details: Record<string, unknown> }

/** What a read says, in the words of the webhooks: no name where one was is a name given up; half an answer is none. */
export function newsOf({ username, status }: UsernameStanding, metaState: string, at: Date): MetaNews | null {
  if (username) return status ? { status, username, revoked: false, at } : null
  const had = metaState === 'approved' || metaState === 'reserved'
  return had ? { status: 'deleted', revoked: false, at } : null
}

type Obstacle = { code: string; seconds?: number; heardAt: Date | null }

/** When the clock asks again: as usual after an answer, more and more seldom without one, as late as Meta asks for. */
export function nextAskAt(now: Date, obstacle: Obstacle | null): Date {
  if (!obstacle) return new Date(now.getTime() + FOLLOW_MS)
  const { code, seconds = 60, heardAt } = obstacle
  if (code === 'graph-busy') return new Date(now.getTime() + seconds * 1_000)
  const silentFor = heardAt ? Math.max(0, now.getTime() - heardAt.getTime()) : 0
  return new Date(now.getTime() + Math.min(Math.max(HOUR_MS, silentFor), LONGEST_MS))
}

/** The problem that is kept with a handle; null when Meta answered the last time. */
export function problemOf(stored: unknown): MetaProblem | null {
  const { code, details } = (stored ?? {}) as { code?: unknown; details?: unknown }
  if (typeof code !== 'string' || code === '') return null
  return { code, details: (details ?? {}) as Record<string, unknown> }
}

type Standing = { approvedName: string | null; metaName: string | null; metaState: string }

/** The name WhatsApp shows when it is another one than ours: somebody changed it there, or Meta did. */
export function strangeName({ approvedName, metaName, metaState }: Standing): string | null {
  if (!approvedName || !metaName || metaState === 'deleted' || metaState === 'none') return null
  return approvedName.toLowerCase() === metaName.toLowerCase() ? null : metaName
}
