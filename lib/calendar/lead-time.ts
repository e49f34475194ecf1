import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { LeadTime } from './schema'

type Refusal = 'not-allowed' | 'not-found' | 'rows-changed'

/** How many days before its update date a printer or publisher must have it. */
export async function setLeadTime(actor: Actor, input: LeadTime): Promise<Result<{ version: number }, Refusal>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const { id, version, leadDays } = input
  return transact<{ version: number }, Refusal>(actor, async (tx, record) => {
    const found = await tx.entryPoint.findFirst({ where: { id, workspaceId, archivedAt: null } })
    if (!found) return fail('not-found')
    const written = await tx.entryPoint.updateMany({
      where: { id, workspaceId, version },
      data: { leadDays, version: { increment: 1 } },
    })
    if (written.count === 0) return fail('rows-changed', { names: [found.name] })
    const subject = { kind: 'entry-point', id }
    record({ action: 'entry-point.updated', subject, before: { leadDays: found.leadDays }, after: { leadDays } })
    return ok({ version: version + 1 })
  })
}
