import { actorId } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import type { AuditDraft } from '@/lib/server/audit-chain'
import type { Tx } from '@/lib/server/db'
import { SESSION_DAYS } from '@/lib/server/session-cookie'
import type { MemberActor } from '@/lib/server/session-row'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'

/** Session rows: made at sign-in, ended by a reason. An ended row never opens again. */
export type EndReason =
  | 'signed-out'
  | 'signed-in-again'
  | 'ended-by-owner'
  | 'ended-by-admin'
  | 'password-changed'
  | 'roles-changed'
  | 'disabled'

export type Visitor = { address: string; agent: string | null }

/** A new row for a new sign-in; its id was never known to anybody before. */
export async function openSession(
  tx: Tx,
  who: { userId: string; workspaceId: string },
  visitor: Visitor,
  now = new Date(),
): Promise<string> {
  const id = newId('ses')
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * 86_400_000)
  await tx.session.create({
    data: { id, ...who, lastSeenAt: now, expiresAt, address: visitor.address, agent: visitor.agent },
  })
  return id
}

type Which = { userId: string; workspaceId?: string; id?: string | { not: string } }

/** Ends the live sessions that match, and says how many there were. */
export async function endSessions(tx: Tx, which: Which, reason: EndReason, now = new Date()): Promise<number> {
  const ended = await tx.session.updateMany({
    where: { ...which, endedAt: null },
    data: { endedAt: now, endedReason: reason },
  })
  return ended.count
}

/** The person leaves this browser. Another tab of it is signed out with it. */
export async function signOut(actor: MemberActor): Promise<Result<null>> {
  return transact(actor, async (tx, record) => {
    const ended = await endSessions(tx, { userId: actor.userId, id: actor.sessionId }, 'signed-out')
    if (ended > 0) record({ action: 'user.signed-out', subject: { kind: 'user', id: actor.userId } })
    return ok(null)
  })
}

/** The person ends one of their own sessions, or all but this one. */
export async function endOwnSessions(
  actor: MemberActor,
  which: { sessionId: string } | 'others',
): Promise<Result<{ ended: number }, 'not-found'>> {
  const id = which === 'others' ? { not: actor.sessionId } : which.sessionId
  return transact(actor, async (tx, record) => {
    const ended = await endSessions(tx, { userId: actor.userId, id }, 'ended-by-owner')
    if (ended === 0 && which !== 'others') return fail('not-found')
    if (ended > 0) recordEnded(record, { kind: 'user', id: actor.userId }, { ended, by: actorId(actor) })
    return ok({ ended })
  })
}

export function recordEnded(record: Recorder, subject: AuditDraft['subject'], more: Record<string, unknown>): void {
  record({ action: 'user.sessions-ended', subject, more })
}
