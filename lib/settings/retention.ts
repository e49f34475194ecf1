import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { countDue } from './purge-bodies'
import { dueBefore } from './retention-rules'

export type KeptBodies = {
  bodies: number
  bytes: number
  oldestAt: Date | null
  /** Older than they are kept: what a purge would empty now. */
  due: number
}

/** How many bodies of deliveries are kept, and how large they are together. */
export async function keptBodies({ workspaceId }: Actor, retentionDays: number, now = new Date()): Promise<KeptBodies> {
  const where = { workspaceId, purgedAt: null }
  const [sum, due] = await Promise.all([
    db.delivery.aggregate({ where, _count: { _all: true }, _sum: { size: true }, _min: { receivedAt: true } }),
    countDue(workspaceId, dueBefore(retentionDays, now)),
  ])
  return { bodies: sum._count._all, bytes: sum._sum.size ?? 0, oldestAt: sum._min.receivedAt, due }
}

/** The last purges of this workspace that emptied something, newest first. */
export type PurgeEntry = { id: string; at: Date; bodies: number; byHand: boolean }

function field(detail: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    detail,
  )
}

export async function lastPurges({ workspaceId }: Actor, take = 5): Promise<PurgeEntry[]> {
  const rows = await db.auditEvent.findMany({
    where: { workspaceId, action: 'delivery.bodies-purged' },
    orderBy: { seq: 'desc' },
    take,
    select: { id: true, at: true, detail: true },
  })
  return rows.map(({ id, at, detail }) => ({
    id,
    at,
    bodies: Number(field(detail, ['after', 'bodies']) ?? 0),
    byHand: field(detail, ['byHand']) === true,
  }))
}
