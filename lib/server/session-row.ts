import type { Actor } from './actor'
import { db, writeTransaction } from './db'
import { log } from './log'

export type MemberActor = Extract<Actor, { kind: 'member' }>

/** A session nobody used for this long is over, even inside its fourteen days. */
const IDLE_MS = 3 * 86_400_000
const SEEN_EVERY_MS = 60_000

/**
 * Who a session speaks for right now. Read on every request: an ended or expired session, a disabled user, a disabled
 * member and changed roles all count at once.
 */
export async function actorOfSession(sessionId: string, origin: string, now = new Date()): Promise<MemberActor | null> {
  const session = await db.session.findUnique({ where: { id: sessionId }, include: { user: true } })
  if (!session || session.endedAt || session.user.disabledAt) return null
  const idleSince = now.getTime() - session.lastSeenAt.getTime()
  if (session.expiresAt <= now || idleSince > IDLE_MS) return null
  const { userId, workspaceId } = session
  const member = await db.member.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    include: { roles: true },
  })
  if (!member || member.disabledAt) return null
  if (idleSince >= SEEN_EVERY_MS) noteSeen(sessionId, now)
  return {
    kind: 'member',
    workspaceId,
    origin,
    memberId: member.id,
    userId,
    sessionId,
    name: session.user.name,
    roles: member.roles.map(({ role }) => role),
  }
}

/** Not awaited: a page must not wait for the write lock because somebody looked at it. */
function noteSeen(id: string, now: Date): void {
  writeTransaction((tx) =>
    tx.session.updateMany({ where: { id, lastSeenAt: { lt: now } }, data: { lastSeenAt: now } }),
  ).catch((error: unknown) => log.warn({ error: String(error) }, 'session: the last visit could not be noted'))
}
