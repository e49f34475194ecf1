import { keepResolversOut } from '@/lib/identity/person-ground'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { sqlOf } from '@/lib/server/db'
import { encrypt } from '@/lib/server/keys'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { tell } from '@/lib/webhooks/tell'
import { familyOf, heldBy } from './person-store'
import { type Removed, removePerson } from './remove-store'
import type { Erase } from './schema'
import { tracesOf } from './traces'

export type Erased = { erasureId: string; removed: Removed }

/**
 * Takes everything about a person away, for good: the contact and everybody merged into it, identifiers, conversations,
 * what events and bodies showed, conflicts, merges, and the details of audit entries. One transaction. What is named in
 * texts beside others is looked for by the worker right after (`finishErasures`). There is no undo.
 */
export async function erasePerson(
  actor: Actor,
  { contactId, version, reference }: Erase,
): Promise<Result<Erased, 'not-allowed' | 'not-found' | 'stale-version'>> {
  if (!can(actor, 'contacts:erase')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<Erased, 'not-found' | 'stale-version'>(actor, async (tx, record) => {
    const sql = sqlOf(tx)
    await keepResolversOut(sql, workspaceId)
    const contact = await tx.contact.findFirst({
      where: { id: contactId, workspaceId, state: 'active' },
      select: { version: true },
    })
    if (!contact) return fail('not-found')
    if (contact.version !== version) return fail('stale-version')
    const contactIds = await familyOf(sql, workspaceId, contactId)
    const held = await heldBy(sql, contactIds)
    const now = new Date()
    const removed = await removePerson(sql, { workspaceId, contactIds, held, now })
    const id = newId('ers')
    await tx.erasure.create({
      data: {
        ...{ id, workspaceId, contactId, reference, requestedById: actorId(actor) ?? 'api', requestedAt: now },
        ...{ counts: removed, traces: encrypt('erasure', JSON.stringify(tracesOf(held)), id) },
      },
    })
    await tell(sql, workspaceId, [{ event: 'contact.changed', contactId, changed: ['identifiers', 'fields'] }])
    record({ action: 'contact.erased', subject: { kind: 'erasure', id }, more: { contactId, reference, removed } })
    return ok({ erasureId: id, removed })
  })
}
