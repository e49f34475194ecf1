import { db, type Prisma, type Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { loadMembers } from './store'

/** Comments of entry points and what their mentions leave for others, always inside one workspace. */
const SUBJECT = 'entry-point'
const MENTION = 'comment.mention'

type Reader = Pick<Tx, 'comment' | 'notification'>

export type CommentRecord = Prisma.CommentGetPayload<object>

export async function findComments(workspaceId: string, subjectId: string): Promise<CommentRecord[]> {
  return db.comment.findMany({
    where: { workspaceId, subjectKind: SUBJECT, subjectId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
}

/** A comment that is still there. */
export async function findComment(tx: Reader, workspaceId: string, id: string): Promise<CommentRecord | null> {
  return tx.comment.findFirst({ where: { id, workspaceId, subjectKind: SUBJECT, deletedAt: null } })
}

export async function countComments(tx: Reader, workspaceId: string, subjectId: string): Promise<number> {
  return tx.comment.count({ where: { workspaceId, subjectKind: SUBJECT, subjectId } })
}

export type NewComment = { workspaceId: string; subjectId: string; text: string; mentions: string[]; authorId: string }

export async function insertComment(tx: Reader, comment: NewComment): Promise<string> {
  const id = newId('cmt')
  await tx.comment.create({ data: { id, subjectKind: SUBJECT, ...comment } })
  return id
}

type Change = { text?: string; mentions?: string[]; editedAt?: Date; deletedAt?: Date }

/** True when the comment still had that version. */
export async function changeComment(
  tx: Reader,
  at: { workspaceId: string; id: string; authorId: string; version: number },
  data: Change,
): Promise<boolean> {
  const where = { ...at, subjectKind: SUBJECT, deletedAt: null }
  const written = await tx.comment.updateMany({ where, data: { ...data, version: { increment: 1 } } })
  return written.count === 1
}

/** Members who can be spoken to. */
export async function activeMembers(workspaceId: string): Promise<{ id: string; name: string }[]> {
  const members = await loadMembers(workspaceId)
  return members.filter(({ disabled }) => !disabled).map(({ id, name }) => ({ id, name }))
}

type Mention = { workspaceId: string; subjectId: string; commentId: string; authorId: string }

/** One notification for each member, in the transaction of the comment. */
export async function notifyMentioned(tx: Reader, mention: Mention, memberIds: readonly string[]): Promise<void> {
  const { workspaceId, subjectId, commentId, authorId } = mention
  await tx.notification.createMany({
    data: memberIds.map((memberId) => ({
      ...{ id: newId('ntf'), workspaceId, memberId, kind: MENTION, subjectKind: SUBJECT, subjectId },
      args: { commentId, authorId },
    })),
  })
}

/** Takes back what nobody has read yet: the comment is gone. */
export async function withdrawMentions(tx: Reader, workspaceId: string, subjectId: string, commentId: string) {
  const unread = await tx.notification.findMany({
    where: { workspaceId, kind: MENTION, subjectKind: SUBJECT, subjectId, readAt: null },
    select: { id: true, args: true },
  })
  const ids = unread.filter(({ args }) => (args as { commentId?: string }).commentId === commentId).map(({ id }) => id)
  await tx.notification.deleteMany({ where: { workspaceId, id: { in: ids } } })
}

export type UnreadMentions = { workspaceId: string; memberId: string; subjectId?: string }

function unreadWhere({ workspaceId, memberId, subjectId }: UnreadMentions): Prisma.NotificationWhereInput {
  return { workspaceId, memberId, kind: MENTION, readAt: null, ...(subjectId ? { subjectId } : {}) }
}

export async function countUnread(of: UnreadMentions): Promise<number> {
  return db.notification.count({ where: unreadWhere(of) })
}

/** The record of the oldest mention that was not read. */
export async function firstUnread(of: UnreadMentions): Promise<string | null> {
  const first = await db.notification.findFirst({
    where: unreadWhere(of),
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  return first?.subjectId ?? null
}

export async function markRead(tx: Reader, of: UnreadMentions, now: Date): Promise<number> {
  return (await tx.notification.updateMany({ where: unreadWhere(of), data: { readAt: now } })).count
}
