import { refusalSentence } from '@/lib/receiver/refusals'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import type { DeliveryState } from './kinds'

/** One signed POST as the list shows it. Only deliveries with a valid signature are stored at all. */
export type PostRow = {
  id: string
  receivedAt: Date
  state: string
  size: number
  updates: number
  tries: number
  problem: string | null
  processedAt: Date | null
  purgedAt: Date | null
  isTest: boolean
  connection: string
}

export type PostFilter = { state?: DeliveryState | null; connectionId?: string | null }
export type PostPage = { dir: 'asc' | 'desc'; skip: number; take: number }

const COUNT_LIMIT = 10_000

function whereOf({ workspaceId }: Actor, { state, connectionId }: PostFilter) {
  return { workspaceId, ...(state && { state }), ...(connectionId && { connectionId }) }
}

async function connectionNames(workspaceId: string): Promise<Map<string, string>> {
  const rows = await db.connection.findMany({ where: { workspaceId }, select: { id: true, name: true } })
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** One page of POSTs, without their bodies. */
export async function listPosts(actor: Actor, filter: PostFilter, { dir, skip, take }: PostPage) {
  const where = whereOf(actor, filter)
  const [rows, found, connections] = await Promise.all([
    db.delivery.findMany({ where, orderBy: { id: dir }, skip, take, omit: { body: true } }),
    db.delivery.count({ where, take: COUNT_LIMIT + 1 }),
    connectionNames(actor.workspaceId),
  ])
  return {
    rows: rows.map(
      (row): PostRow => ({
        id: row.id,
        receivedAt: row.receivedAt,
        state: row.state,
        size: row.size,
        updates: row.updates,
        tries: row.tries,
        problem: row.problem,
        processedAt: row.processedAt,
        purgedAt: row.purgedAt,
        isTest: row.isTest,
        connection: connections.get(row.connectionId) ?? 'a connection that was removed',
      }),
    ),
    total: Math.min(found, COUNT_LIMIT),
    more: found > COUNT_LIMIT,
  }
}

/** The connections of the workspace, for choosing one. */
export async function connectionChoices({ workspaceId }: Actor): Promise<{ id: string; name: string }[]> {
  return db.connection.findMany({ where: { workspaceId }, orderBy: { name: 'asc' }, select: { id: true, name: true } })
}

/** How many wait, and how many were set aside for a person. */
export async function postCounts({ workspaceId }: Actor): Promise<{ waiting: number; setAside: number }> {
  const count = (state: DeliveryState) => db.delivery.count({ where: { workspaceId, state }, take: COUNT_LIMIT + 1 })
  const [waiting, setAside] = await Promise.all([count('stored'), count('set_aside')])
  return { waiting, setAside }
}

/** Posts that were refused, by connection and reason: nothing of them is kept but the count. */
export type RefusedRow = {
  key: string
  connection: string
  reason: string
  sentence: string
  count: number
  lastAt: Date
}

const DAY_MS = 86_400_000

/** Refused posts of the last days, summed over the days, the most frequent first. */
export async function listRefused(actor: Actor, days = 7, now = new Date()): Promise<RefusedRow[]> {
  const { workspaceId } = actor
  const since = new Date(now.getTime() - (days - 1) * DAY_MS).toISOString().slice(0, 10)
  const [groups, connections] = await Promise.all([
    db.refusedCount.groupBy({
      by: ['connectionId', 'reason'],
      where: { workspaceId, day: { gte: since } },
      _sum: { count: true },
      _max: { lastAt: true },
    }),
    connectionNames(workspaceId),
  ])
  return groups
    .map((group) => ({
      key: `${group.connectionId}-${group.reason}`,
      connection: connections.get(group.connectionId) ?? 'a connection that was removed',
      reason: group.reason,
      sentence: refusalSentence(group.reason),
      count: group._sum.count ?? 0,
      lastAt: group._max.lastAt ?? now,
    }))
    .sort((a, b) => b.count - a.count)
}
