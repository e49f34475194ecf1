import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { mayKeepView, mayShareView } from './rights'
import type { SaveView } from './schema'

const MOST = 50

/** Keeps the filters and the order of a list under a name, for oneself or, with `shared`, for everybody. */
export async function saveView(
  actor: Actor,
  input: SaveView,
): Promise<Result<{ id: string }, 'not-allowed' | 'view-exists' | 'too-many-views'>> {
  const { room, name, query, shared } = input
  if (actor.kind !== 'member' || !mayKeepView(actor, room)) return fail('not-allowed')
  if (shared && !mayShareView(actor, room)) return fail('not-allowed')
  const { workspaceId, memberId: ownerId } = actor
  return transact(actor, async (tx, record) => {
    const own = await tx.savedView.findMany({ where: { workspaceId, room, ownerId }, select: { name: true } })
    if (own.some((view) => view.name === name)) return fail('view-exists', { name })
    if (own.length >= MOST) return fail('too-many-views')
    const id = newId('vw')
    await tx.savedView.create({ data: { id, workspaceId, room, name, query, shared, ownerId } })
    record({ action: 'view.saved', subject: { kind: 'view', id }, after: { room, name, query, shared } })
    return ok({ id })
  })
}
