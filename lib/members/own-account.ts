import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { hashPassword, verifyPassword } from '@/lib/server/passwords'
import type { MemberActor } from '@/lib/server/session-row'
import { fail, ok, type Result } from '@/lib/shared/result'
import { newDeviceCookie } from './device'
import { endSessions, openSession, recordEnded } from './sessions'
import { checkPassword, type SignedIn, type SignInFrom } from './sign-in'

/** What a person changes about themselves; the rights for it are being signed in. */
export async function renameSelf(actor: MemberActor, { name }: { name: string }): Promise<Result<{ name: string }>> {
  return transact(actor, async (tx, record) => {
    const before = await tx.user.findUniqueOrThrow({ where: { id: actor.userId } })
    if (before.name === name) return ok({ name })
    await tx.user.update({ where: { id: actor.userId }, data: { name } })
    const subject = { kind: 'user', id: actor.userId }
    record({ action: 'user.renamed', subject, before: { name: before.name }, after: { name } })
    return ok({ name })
  })
}

type PasswordCode = 'wrong-password' | 'same-password' | 'too-many'

/** The present password must be right, and guessing it is throttled like at sign-in. */
async function confirmPresent(
  actor: MemberActor,
  password: string,
  from: SignInFrom,
): Promise<Result<null, PasswordCode>> {
  const user = await db.user.findUniqueOrThrow({ where: { id: actor.userId } })
  const checked = await checkPassword({ email: user.email, password }, from)
  if (checked.ok) return ok(null)
  return checked.code === 'too-many' ? fail('too-many', checked.details) : fail('wrong-password')
}

/** Ends every session of the person, in every workspace, and opens a new one for the browser that asked. */
export async function changeOwnPassword(
  actor: MemberActor,
  { current, next }: { current: string; next: string },
  from: SignInFrom,
): Promise<Result<SignedIn, PasswordCode>> {
  const confirmed = await confirmPresent(actor, current, from)
  if (!confirmed.ok) return confirmed
  if (await verifyPassword((await hashOf(actor.userId)) ?? null, next)) return fail('same-password')
  const passwordHash = await hashPassword(next)
  const { userId, workspaceId } = actor
  return transact(actor, async (tx, record) => {
    await tx.user.update({ where: { id: userId }, data: { passwordHash } })
    const ended = await endSessions(tx, { userId }, 'password-changed')
    const sessionId = await openSession(tx, { userId, workspaceId }, from)
    record({ action: 'user.password-changed', subject: { kind: 'user', id: userId } })
    recordEnded(record, { kind: 'user', id: userId }, { ended })
    return ok({ sessionId, userId, deviceCookie: newDeviceCookie(userId) })
  })
}

async function hashOf(userId: string): Promise<string | null> {
  return (await db.user.findUniqueOrThrow({ where: { id: userId } })).passwordHash
}

export type OwnSession = {
  id: string
  current: boolean
  createdAt: Date
  lastSeenAt: Date
  address: string | null
  agent: string | null
}

/** The browsers this person is signed in with, this one first. */
export async function ownSessions(actor: MemberActor, now = new Date()): Promise<OwnSession[]> {
  const rows = await db.session.findMany({
    where: { userId: actor.userId, endedAt: null, expiresAt: { gt: now } },
    orderBy: { lastSeenAt: 'desc' },
    take: 100,
  })
  const sessions = rows.map(({ id, createdAt, lastSeenAt, address, agent }) => ({
    id,
    createdAt,
    lastSeenAt,
    address,
    agent,
    current: id === actor.sessionId,
  }))
  return sessions.sort((a, b) => Number(b.current) - Number(a.current))
}
