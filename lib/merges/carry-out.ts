import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { CarryOut } from './schema'

type CarryProblem = 'not-allowed' | 'not-found' | 'stale-version'

/** Notes that the two CRM records of a merge were merged in the CRM as well, or that they were not after all. */
export async function noteCarriedOut(
  actor: Actor,
  { id, version, done }: CarryOut,
): Promise<Result<{ version: number }, CarryProblem>> {
  if (!can(actor, 'duplicates:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ version: number }, CarryProblem>(actor, async (tx, record) => {
    const merge = await tx.merge.findFirst({ where: { id, workspaceId, crmState: { in: ['open', 'done'] } } })
    if (!merge) return fail('not-found')
    const data = done
      ? { crmState: 'done', crmDoneById: actorId(actor), crmDoneAt: new Date() }
      : { crmState: 'open', crmDoneById: null, crmDoneAt: null }
    const where = { id, workspaceId, version }
    const written = await tx.merge.updateMany({ where, data: { ...data, version: { increment: 1 } } })
    if (written.count === 0) return fail('stale-version', { version: merge.version })
    const subject = { kind: 'contact', id: merge.survivorId }
    record({ action: 'contact.merge-carried-out', subject, more: { mergeId: id, done } })
    return ok({ version: version + 1 })
  })
}
