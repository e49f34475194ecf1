import { type Actor, can } from '@/lib/server/actor'
import { activeMembers, countUnread, findComments, firstUnread } from './comment-store'
import { loadMembers, namesOf } from './store'

export type CommentView = {
  id: string
  version: number
  authorName: string
  own: boolean
  /** Null when it was deleted: that something was said stays visible, what was said does not. */
  text: string | null
  at: string
  edited: boolean
  /** Names in the text that reached somebody. */
  mentioned: string[]
}

export type CommentThread = {
  comments: CommentView[]
  /** Names that can be mentioned; empty for somebody who may not write. */
  people: string[]
  canWrite: boolean
  /** Mentions of this person here that they have not marked as seen. */
  unseen: number
}

/** What people said about an entry point, oldest first. */
export async function commentThread(actor: Actor, entryPointId: string): Promise<CommentThread> {
  const { workspaceId } = actor
  const memberId = actor.kind === 'member' ? actor.memberId : ''
  const canWrite = actor.kind === 'member' && can(actor, 'entry-points:comment')
  const [found, members, people, unseen] = await Promise.all([
    findComments(workspaceId, entryPointId),
    loadMembers(workspaceId),
    canWrite ? activeMembers(workspaceId) : [],
    countUnread({ workspaceId, memberId, subjectId: entryPointId }),
  ])
  const names = namesOf(members)
  const nameOf = (id: string): string => names.get(id)?.name ?? 'A former member'
  const comments = found.map((one) => ({
    ...{ id: one.id, version: one.version, authorName: nameOf(one.authorId), own: one.authorId === memberId },
    text: one.deletedAt ? null : one.text,
    at: one.createdAt.toISOString(),
    edited: one.editedAt !== null,
    mentioned: one.deletedAt ? [] : (one.mentions as string[]).map(nameOf),
  }))
  const others = people.filter(({ id }) => id !== memberId).map(({ name }) => name)
  return { comments, people: [...new Set(others)].sort((a, b) => a.localeCompare(b, 'en')), canWrite, unseen }
}

/** Mentions that wait for a member, and the entry point of the oldest one. */
export async function waitingMentions(
  workspaceId: string,
  memberId: string,
): Promise<{ count: number; first: string | null }> {
  const count = await countUnread({ workspaceId, memberId })
  return { count, first: count > 0 ? await firstUnread({ workspaceId, memberId }) : null }
}
