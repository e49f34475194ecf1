import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { fail, ok, type Result } from '@/lib/shared/result'
import { mentionsIn, toTell } from './comment-rules'
import type { AddComment, EditComment, RemoveComment, SeeMentions } from './comment-schema'
import {
  activeMembers,
  changeComment,
  countComments,
  findComment,
  insertComment,
  markRead,
  notifyMentioned,
  withdrawMentions,
} from './comment-store'
import { findEntryPoint } from './store'

const MOST = 500

type Refusal = 'not-allowed' | 'not-found' | 'stale-version' | 'too-many-comments'
type Written = Result<{ id: string }, Refusal>

/** Says something about an entry point. Whoever is mentioned is told, in the same transaction. */
export async function addComment(actor: Actor, { entryPointId, text }: AddComment): Promise<Written> {
  if (actor.kind !== 'member' || !can(actor, 'entry-points:comment')) return fail('not-allowed')
  const { workspaceId, memberId: authorId } = actor
  const mentions = mentionsIn(text, await activeMembers(workspaceId))
  return transact<{ id: string }, Refusal>(actor, async (tx, record) => {
    if (!(await findEntryPoint(workspaceId, entryPointId, tx))) return fail('not-found')
    if ((await countComments(tx, workspaceId, entryPointId)) >= MOST) return fail('too-many-comments', { most: MOST })
    const id = await insertComment(tx, { workspaceId, subjectId: entryPointId, text, mentions, authorId })
    await notifyMentioned(
      tx,
      { workspaceId, subjectId: entryPointId, commentId: id, authorId },
      toTell(mentions, authorId),
    )
    record({ action: 'comment.added', subject: { kind: 'comment', id }, after: { entryPointId, text, mentions } })
    return ok({ id })
  })
}

/** Changes one's own comment; who is mentioned for the first time is told. Another person's comment is not there to edit. */
export async function editComment(actor: Actor, { id, version, text }: EditComment): Promise<Written> {
  if (actor.kind !== 'member' || !can(actor, 'entry-points:comment')) return fail('not-allowed')
  const { workspaceId, memberId: authorId } = actor
  const mentions = mentionsIn(text, await activeMembers(workspaceId))
  return transact<{ id: string }, Refusal>(actor, async (tx, record) => {
    const found = await findComment(tx, workspaceId, id)
    if (!found) return fail('not-found')
    if (found.authorId !== authorId) return fail('not-allowed')
    const at = { workspaceId, id, authorId, version }
    if (!(await changeComment(tx, at, { text, mentions, editedAt: new Date() }))) return fail('stale-version')
    const news = toTell(mentions, authorId, found.mentions as string[])
    await notifyMentioned(tx, { workspaceId, subjectId: found.subjectId, commentId: id, authorId }, news)
    const before = { text: found.text, mentions: found.mentions }
    record({ action: 'comment.edited', subject: { kind: 'comment', id }, before, after: { text, mentions } })
    return ok({ id })
  })
}

/** Deletes one's own comment. That there was one stays visible; mentions nobody has read are taken back. */
export async function removeComment(actor: Actor, { id, version }: RemoveComment): Promise<Written> {
  if (actor.kind !== 'member' || !can(actor, 'entry-points:comment')) return fail('not-allowed')
  const { workspaceId, memberId: authorId } = actor
  return transact<{ id: string }, Refusal>(actor, async (tx, record) => {
    const found = await findComment(tx, workspaceId, id)
    if (!found) return fail('not-found')
    if (found.authorId !== authorId) return fail('not-allowed')
    const at = { workspaceId, id, authorId, version }
    if (!(await changeComment(tx, at, { text: '', mentions: [], deletedAt: new Date() }))) return fail('stale-version')
    await withdrawMentions(tx, workspaceId, found.subjectId, id)
    const before = { entryPointId: found.subjectId, text: found.text }
    record({ action: 'comment.removed', subject: { kind: 'comment', id }, before })
    return ok({ id })
  })
}

/** Says that one has seen where one was mentioned. */
export async function seeMentions(
  actor: Actor,
  { entryPointId }: SeeMentions,
): Promise<Result<{ seen: number }, Refusal>> {
  if (actor.kind !== 'member' || !can(actor, 'entry-points:read')) return fail('not-allowed')
  const { workspaceId, memberId } = actor
  return transact<{ seen: number }, Refusal>(actor, async (tx, record) => {
    if (!(await findEntryPoint(workspaceId, entryPointId, tx))) return fail('not-found')
    const seen = await markRead(tx, { workspaceId, memberId, subjectId: entryPointId }, new Date())
    if (seen === 0) return ok({ seen })
    record({ action: 'comment.mention-seen', subject: { kind: 'member', id: memberId }, after: { entryPointId, seen } })
    return ok({ seen })
  })
}
