import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { mayShareView } from './rights'
import type { ChangeView } from './schema'

/** A view one may change: one's own, or any shared one for those who may change members. */
async function findOwn(tx: Tx, actor: Actor, id: string) {
  if (actor.kind !== 'member') return null
  const view = await tx.savedView.findFirst({ where: { id, workspaceId: actor.workspaceId } })
  if (!view) return null
  const own = view.ownerId === actor.memberId
  return own || (view.shared && can(actor, 'members:write')) ? view : null
}

type Refusal = 'not-allowed' | 'not-found' | 'stale-version' | 'view-exists'

/** Renames a view, points it at what the list shows now, or shares it. Somebody else's private view does not exist. */
export async function changeView(actor: Actor, input: ChangeView): Promise<Result<{ version: number }, Refusal>> {
  const { id, version, ...changes } = input
  return transact<{ version: number }, Refusal>(actor, async (tx, record) => {
    const view = await findOwn(tx, actor, id)
    if (!view) return fail('not-found')
    if (changes.shared && !mayShareView(actor, view.room)) return fail('not-allowed')
    const { workspaceId, room, ownerId, name, query, shared } = view
    const other = { workspaceId, room, ownerId, name: changes.name ?? name, id: { not: id } }
    if (await tx.savedView.findFirst({ where: other })) return fail('view-exists', { name: other.name })
    const written = await tx.savedView.updateMany({
      where: { id, workspaceId, version },
      data: { ...changes, version: { increment: 1 } },
    })
    if (written.count === 0) return fail('stale-version', { current: { name, query, shared, version: view.version } })
    record({ action: 'view.saved', subject: { kind: 'view', id }, before: { name, query, shared }, after: changes })
    return ok({ version: version + 1 })
  })
}

/** Takes a view off the tabs. The rows it showed are not touched. */
export async function removeView(actor: Actor, input: { id: string }): Promise<Result<undefined, 'not-found'>> {
  return transact<undefined, 'not-found'>(actor, async (tx, record) => {
    const view = await findOwn(tx, actor, input.id)
    if (!view) return fail('not-found')
    await tx.savedView.deleteMany({ where: { id: view.id, workspaceId: actor.workspaceId } })
    const { room, name, query, shared } = view
    record({ action: 'view.removed', subject: { kind: 'view', id: view.id }, before: { room, name, query, shared } })
    return ok(undefined)
  })
}
