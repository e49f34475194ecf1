import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { verifyPassword } from '@/lib/server/passwords'
import type { MemberActor } from '@/lib/server/session-row'
import { admitTry } from '@/lib/server/throttle'
import { emailKey } from '@/lib/shared/email'
import { fail, ok, type Result } from '@/lib/shared/result'
import { knownDevice, newDeviceCookie } from './device'
import { endSessions, openSession, type Visitor } from './sessions'

export type SignInFrom = Visitor & {
  /** The device cookie as sent, not yet believed. */
  deviceCookie?: string
  /** The session this browser had before; it ends, so that nothing planted survives a sign-in. */
  previousSessionId?: string | null
}
export type SignedIn = { sessionId: string; userId: string; deviceCookie: string }
export type SignInCode = 'sign-in-refused' | 'account-disabled' | 'no-workspace' | 'too-many'

type Verify = typeof verifyPassword

/** Checks an e-mail and a password and opens a session. The same answer, in the same time, for unknown accounts. */
export async function signIn(
  input: { email: string; password: string },
  from: SignInFrom,
  verify: Verify = verifyPassword,
): Promise<Result<SignedIn, SignInCode>> {
  const checked = await checkPassword(input, from, verify)
  if (!checked.ok) return checked
  return startSession(checked.value.userId, from)
}

/** True only for the right password of an account; throttled, constant work. Opens nothing. */
export async function checkPassword(
  { email, password }: { email: string; password: string },
  from: SignInFrom,
  verify: Verify = verifyPassword,
): Promise<Result<{ userId: string }, SignInCode>> {
  const key = emailKey(email)
  const user = key ? await db.user.findUnique({ where: { emailKey: key } }) : null
  const attempt = await admitTry({
    account: key ?? `not an address: ${email.slice(0, 100)}`,
    address: from.address,
    device: knownDevice(from.deviceCookie, user?.id),
    familiar: user ? await isFamiliar(user.id, from.address) : false,
  })
  if (!attempt.ok) return attempt
  const right = await verify(user?.passwordHash, password)
  if (!user || !right) return fail('sign-in-refused')
  await attempt.value.succeeded()
  return user.disabledAt ? fail('account-disabled') : ok({ userId: user.id })
}

const FAMILIAR_MS = 90 * 86_400_000

async function isFamiliar(userId: string, address: string): Promise<boolean> {
  const since = new Date(Date.now() - FAMILIAR_MS)
  return (await db.session.count({ where: { userId, address, createdAt: { gt: since } }, take: 1 })) > 0
}

/** The workspace a person last worked in, when they still belong to it; else the first they joined. */
async function workspaceFor(userId: string) {
  const members = await db.member.findMany({
    where: { userId, disabledAt: null },
    orderBy: { createdAt: 'asc' },
    include: { user: true, roles: true },
  })
  const last = await db.session.findFirst({ where: { userId }, orderBy: { createdAt: 'desc' } })
  return members.find((member) => member.workspaceId === last?.workspaceId) ?? members[0]
}

/** Opens a session for somebody whose identity was proved, by password or by the identity provider. */
export async function startSession(
  userId: string,
  from: SignInFrom,
): Promise<Result<SignedIn, 'no-workspace' | 'account-disabled'>> {
  const member = await workspaceFor(userId)
  if (!member) return fail('no-workspace')
  if (member.user.disabledAt) return fail('account-disabled')
  const actor: MemberActor = {
    kind: 'member',
    workspaceId: member.workspaceId,
    origin: from.address,
    memberId: member.id,
    userId,
    sessionId: '',
    name: member.user.name,
    roles: member.roles.map(({ role }) => role),
  }
  return transact(actor, async (tx, record) => {
    if (from.previousSessionId) await endPrevious(tx, from.previousSessionId)
    const sessionId = await openSession(tx, { userId, workspaceId: member.workspaceId }, from)
    record({ action: 'user.signed-in', subject: { kind: 'user', id: userId } })
    return ok({ sessionId, userId, deviceCookie: newDeviceCookie(userId) })
  })
}

async function endPrevious(tx: Parameters<typeof endSessions>[0], sessionId: string): Promise<void> {
  const previous = await tx.session.findUnique({ where: { id: sessionId } })
  if (previous) await endSessions(tx, { userId: previous.userId, id: sessionId }, 'signed-in-again')
}
