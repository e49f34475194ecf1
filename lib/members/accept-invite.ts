import type { Actor } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { db, type Tx } from '@/lib/server/db'
import { hashPassword } from '@/lib/server/passwords'
import { isRole } from '@/lib/server/permissions'
import { fail, ok, type Result } from '@/lib/shared/result'
import { insertMember, insertUser, recordMember } from './add-user'
import { newDeviceCookie } from './device'
import { inviteHash } from './invite-member'
import { openSession } from './sessions'
import { checkPassword, type SignedIn, type SignInCode, type SignInFrom } from './sign-in'

export type OpenInvite = {
  id: string
  workspaceId: string
  workspaceName: string
  email: string
  roles: string[]
  /** True when the address belongs to somebody who signs in to another workspace already. */
  hasAccount: boolean
}

/** The invitation behind a link, as long as it can be accepted. */
export async function readInvite(token: string, now = new Date()): Promise<OpenInvite | null> {
  const invite = await db.invite.findUnique({ where: { tokenHash: inviteHash(token) } })
  if (!invite || invite.acceptedAt || invite.revokedAt || invite.expiresAt <= now) return null
  const workspace = await db.workspace.findUnique({ where: { id: invite.workspaceId } })
  if (!workspace) return null
  const user = await db.user.findUnique({ where: { emailKey: invite.emailKey } })
  const { id, workspaceId, email, roles } = invite
  const known = Array.isArray(roles) ? roles.filter(isRole) : []
  return { id, workspaceId, workspaceName: workspace.name, email, roles: known, hasAccount: user !== null }
}

type AcceptCode = 'invite-ended' | 'email-taken' | 'already-member'

/** Takes the invitation: only one of two browsers that accept it at the same moment gets it. */
async function take(tx: Tx, record: Recorder, invite: OpenInvite): Promise<boolean> {
  const now = new Date()
  const taken = await tx.invite.updateMany({
    where: { id: invite.id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now },
  })
  if (taken.count === 1) record({ action: 'member.invite-accepted', subject: { kind: 'invite', id: invite.id } })
  return taken.count === 1
}

async function join(
  invite: OpenInvite,
  from: SignInFrom,
  userOf: (tx: Tx) => Promise<Result<string, AcceptCode>>,
): Promise<Result<SignedIn, AcceptCode>> {
  const { workspaceId, roles } = invite
  const actor: Actor = { kind: 'system', name: 'invitation', workspaceId, origin: from.address }
  return transact(actor, async (tx, record) => {
    if (!(await take(tx, record, invite))) return fail('invite-ended')
    const user = await userOf(tx)
    if (!user.ok) return user
    const userId = user.value
    if (await tx.member.findFirst({ where: { workspaceId, userId } })) return fail('already-member')
    recordMember(record, await insertMember(tx, { userId, workspaceId, roles }), { roles })
    const sessionId = await openSession(tx, { userId, workspaceId }, from)
    return ok({ sessionId, userId, deviceCookie: newDeviceCookie(userId) })
  })
}

/** Somebody new: makes their account with the address of the invitation, their membership and a session. */
export async function acceptInvite(
  input: { token: string; name: string; password: string },
  from: SignInFrom,
): Promise<Result<SignedIn, AcceptCode>> {
  const invite = await readInvite(input.token)
  if (!invite) return fail('invite-ended')
  if (invite.hasAccount) return fail('email-taken')
  const passwordHash = await hashPassword(input.password)
  return join(invite, from, async (tx) => {
    if (await tx.user.findUnique({ where: { emailKey: invite.email } })) return fail('email-taken')
    return ok(await insertUser(tx, { email: invite.email, name: input.name, passwordHash }))
  })
}

/** Somebody who signs in to another workspace already: their own password proves that the link reached them. */
export async function joinByInvite(
  input: { token: string; password: string },
  from: SignInFrom,
): Promise<Result<SignedIn, AcceptCode | SignInCode>> {
  const invite = await readInvite(input.token)
  if (!invite) return fail('invite-ended')
  const checked = await checkPassword({ email: invite.email, password: input.password }, from)
  if (!checked.ok) return checked
  return join(invite, from, async () => ok(checked.value.userId))
}
