import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { inParts } from './in-parts'
import { putBackSetAside, requeue } from './replay-store'
import type { RetryInput } from './schema'

const MOST_AT_ONCE = 5_000

async function setAsideIds({ workspaceId }: Actor, input: RetryInput): Promise<string[]> {
  const setAside = { workspaceId, state: 'set_aside' }
  const select = { id: true } as const
  const rows =
    'deliveryIds' in input
      ? await inParts(input.deliveryIds, (part) =>
          db.delivery.findMany({ where: { ...setAside, id: { in: part } }, select }),
        )
      : await db.delivery.findMany({ where: setAside, select, orderBy: { id: 'asc' }, take: MOST_AT_ONCE })
  return rows.map((row) => row.id)
}

/**
 * Gives deliveries that were set aside after five tries another five, and with them the updates on which those failed.
 * `not-found` when none of them is set aside any
 * more, which is also what a second click gets.
 */
export async function retryDeliveries(
  actor: Actor,
  input: RetryInput,
): Promise<Result<{ deliveries: number }, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'deliveries:replay')) return fail('not-allowed')
  const ids = await setAsideIds(actor, input)
  if (ids.length === 0) return fail('not-found')
  return transact<{ deliveries: number }, 'not-allowed' | 'not-found'>(actor, async (tx, record) => {
    const deliveries = await requeue(tx, actor.workspaceId, ids)
    if (deliveries === 0) return fail('not-found')
    await putBackSetAside(tx, actor.workspaceId, ids)
    const id = ids.length === 1 ? (ids[0] ?? null) : null
    record({ action: 'delivery.retried', subject: { kind: 'delivery', id }, more: { deliveries } })
    return ok({ deliveries })
  })
}
