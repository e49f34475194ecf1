import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { dueBefore } from './retention-rules'

/** One transaction: short, because the receiver needs the write lock many times a second. */
const ROWS_PER_TRANSACTION = 500
/** What one request does; the screen asks again until nothing is left, and shows how far it is. */
const TRANSACTIONS_PER_CALL = 4

export type Purged = { purged: number; left: number }

/** A delivery that was not processed yet keeps its body, however old it is. */
function dueWhere(workspaceId: string, before: Date) {
  return { workspaceId, receivedAt: { lt: before }, purgedAt: null, state: { not: 'stored' } }
}

export function countDue(workspaceId: string, before: Date): Promise<number> {
  return db.delivery.count({ where: dueWhere(workspaceId, before) })
}

type Turn = { before: Date; now: Date; correlationId: string }

/** Empties some bodies, with the audit event in the same transaction. Answers how many. */
async function purgeSome(actor: Actor, { before, now, correlationId }: Turn): Promise<Result<number>> {
  const { workspaceId } = actor
  return transact<number, string>(actor, async (tx, record) => {
    const due = await tx.delivery.findMany({
      where: dueWhere(workspaceId, before),
      orderBy: { receivedAt: 'asc' },
      take: ROWS_PER_TRANSACTION,
      select: { id: true },
    })
    const ids = due.map(({ id }) => id)
    const { count } = await tx.delivery.updateMany({
      where: { ...dueWhere(workspaceId, before), id: { in: ids } },
      data: { body: null, purgedAt: now },
    })
    if (count === 0) return ok(0)
    record({
      action: 'delivery.bodies-purged',
      subject: { kind: 'workspace', id: workspaceId },
      after: { bodies: count, receivedBefore: before },
      more: { byHand: true },
      correlationId,
    })
    return ok(count)
  })
}

/**
 * Empties the bodies that are older than the workspace keeps them, now instead of at the next hour: at most 2,000 in one
 * call. `left` says how many are still due; asking again goes on.
 */
export async function purgeBodies(actor: Actor, now = new Date()): Promise<Result<Purged>> {
  if (!can(actor, 'settings:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const workspace = await db.workspace.findUnique({ where: { id: workspaceId } })
  if (!workspace) return fail('not-found')
  const before = dueBefore(workspace.bodyRetentionDays, now)
  const turn = { before, now, correlationId: newId('id') }
  let purged = 0
  for (let n = 0; n < TRANSACTIONS_PER_CALL; n += 1) {
    const some = await purgeSome(actor, turn)
    if (!some.ok) return some
    purged += some.value
    if (some.value < ROWS_PER_TRANSACTION) break
  }
  return ok({ purged, left: await countDue(workspaceId, before) })
}
