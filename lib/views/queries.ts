import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { mayKeepView } from './rights'
import type { SavedViewListed } from './schema'

/** The tabs of a room: one's own views and the shared ones, in the order they were made. */
export async function listViews(actor: Actor, room: string): Promise<SavedViewListed[]> {
  if (actor.kind !== 'member' || !mayKeepView(actor, room)) return []
  const { workspaceId, memberId } = actor
  const views = await db.savedView.findMany({
    where: { workspaceId, room, OR: [{ ownerId: memberId }, { shared: true }] },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    take: 200,
  })
  const owners = await db.member.findMany({
    where: { workspaceId, id: { in: views.map((view) => view.ownerId) } },
    select: { id: true, user: { select: { name: true } } },
  })
  const names = new Map(owners.map((owner) => [owner.id, owner.user.name]))
  return views.map(({ id, version, name, query, shared, ownerId }) => ({
    ...{ id, version, name, query, shared },
    own: ownerId === memberId,
    ownerName: names.get(ownerId) ?? 'a former member',
  }))
}
