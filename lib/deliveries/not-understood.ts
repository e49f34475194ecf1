import type { Actor } from '@/lib/server/actor'
import { instancesOf } from './failure-store'
import { countUnknown } from './not-understood-store'
import { kindKey, type UnknownKind } from './unknown-kind'

export type UnknownGroup = UnknownKind & { key: string; count: number; firstAt: Date; lastAt: Date }

/** What the workspace received and this version does not understand, by field and type, the most frequent first. */
export async function listNotUnderstood(actor: Actor): Promise<{ groups: UnknownGroup[]; more: boolean }> {
  const { workspaceId } = actor
  const { kinds, more } = await countUnknown(workspaceId)
  const ids = kinds.flatMap(({ firstId, lastId }) => [firstId, lastId])
  const instances = await instancesOf(workspaceId, ids)
  const groups = kinds.flatMap(({ field, type, count, firstId, lastId }): UnknownGroup[] => {
    const [first, last] = [instances.get(firstId), instances.get(lastId)]
    if (!first || !last) return []
    return [{ field, type, key: kindKey({ field, type }), count, firstAt: first.receivedAt, lastAt: last.receivedAt }]
  })
  return { groups: groups.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1)), more }
}
