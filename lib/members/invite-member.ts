import { randomBytes } from 'node:crypto'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { keyedHash } from '@/lib/server/keys'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { unknownRole } from './add-user'
import { mayTurnRoles } from './rights'

export const INVITE_DAYS = 7

/** The invitation is found by this; the token itself is nowhere but in the link. */
export function inviteHash(token: string): string {
  return keyedHash('token', `invite:${token}`)
}

type InviteCode = 'not-allowed' | 'unknown-role' | 'grant-above' | 'already-member'
type Invited = { inviteId: string; token: string; expiresAt: Date }

/** Makes a link for one person. It is shown once; an older open invitation to the same address ends. */
export async function inviteMember(
  actor: Actor,
  { email, roles }: { email: string; roles: string[] },
): Promise<Result<Invited, InviteCode>> {
  if (!can(actor, 'members:write')) return fail('not-allowed')
  const unknown = unknownRole(roles)
  if (unknown) return unknown
  if (!mayTurnRoles(actor, [], roles)) return fail('grant-above')
  const { workspaceId } = actor
  const token = randomBytes(32).toString('base64url')
  const now = new Date()
  const expiresAt = new Date(now.getTime() + INVITE_DAYS * 86_400_000)
  return transact(actor, async (tx, record) => {
    const member = await tx.member.findFirst({ where: { workspaceId, user: { emailKey: email } } })
    if (member) return fail('already-member')
    const replaced = await tx.invite.updateMany({
      where: { workspaceId, emailKey: email, acceptedAt: null, revokedAt: null },
      data: { revokedAt: now },
    })
    const id = newId('inv')
    const invitedById = actorId(actor) ?? actor.kind
    const address = { email, emailKey: email }
    await tx.invite.create({
      data: { id, workspaceId, ...address, roles, invitedById, expiresAt, tokenHash: inviteHash(token) },
    })
    record({
      action: 'member.invited',
      subject: { kind: 'invite', id },
      after: { roles, expiresAt },
      more: { replaced: replaced.count },
    })
    return ok({ inviteId: id, token, expiresAt })
  })
}

/** The link stops working at once. */
export async function revokeInvite(
  actor: Actor,
  { inviteId }: { inviteId: string },
): Promise<Result<null, 'not-allowed' | 'not-found' | 'invite-ended'>> {
  if (!can(actor, 'members:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact(actor, async (tx, record) => {
    const invite = await tx.invite.findFirst({ where: { id: inviteId, workspaceId } })
    if (!invite) return fail('not-found')
    const ended = await tx.invite.updateMany({
      where: { id: inviteId, workspaceId, acceptedAt: null, revokedAt: null },
      data: { revokedAt: new Date() },
    })
    if (ended.count === 0) return fail('invite-ended')
    record({ action: 'member.invite-revoked', subject: { kind: 'invite', id: inviteId } })
    return ok(null)
  })
}
