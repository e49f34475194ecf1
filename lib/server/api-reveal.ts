import { ok } from '@/lib/shared/result'
import { type Actor, can } from './actor'
import { transact } from './audit'

/**
 * Writes down that a call answered plain identifiers: one event with the ids of the records, never a value. Nothing is
 * written for callers who got masked values, or for an answer that held none.
 */
export async function recordReveal(actor: Actor, kind: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0 || !can(actor, 'identity:reveal')) return
  await transact(actor, async (_tx, record) => {
    record({ action: 'identity.revealed', subject: { kind, id: null }, more: { ids, count: ids.length } })
    return ok(undefined)
  })
}
