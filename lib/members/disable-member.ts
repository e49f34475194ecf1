import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { fail, ok, type Result } from '@/lib/shared/result'
import { lockMembers } from './add-user'
import { isLastAdmin, mayTurnRoles } from './rights'
import { endSessions, recordEnded } from './sessions'

type StateCode = 'not-allowed' | 'grant-above' | 'last-admin' | 'not-found' | 'stale-version'
type StateInput = { memberId: string; version: number }

/** Shuts a member out of this workspace at once. What they made stays; enabling them again is the undo. */
export function disableMember(actor: Actor, input: StateInput): Promise<Result<null, StateCode>> {
  return setDisabled(actor, input, new Date())
}

export function enableMember(actor: Actor, input: StateInput): Promise<Result<null, StateCode>> {
  return setDisabled(actor, input, null)
}

async function setDisabled(
  actor: Actor,
  { memberId, version }: StateInput,
  disabledAt: Date | null,
): Promise<Result<null, StateCode>> {
  if (!can(actor, 'members:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact(actor, async (tx, record) => {
    await lockMembers(tx, workspaceId)
    const member = await tx.member.findFirst({ where: { id: memberId, workspaceId }, include: { roles: true } })
    if (!member) return fail('not-found')
    const roles = member.roles.map(({ role }) => role)
    // Shutting somebody out takes their roles, letting them in again gives them.
    if (!mayTurnRoles(actor, disabledAt ? roles : [], disabledAt ? [] : roles)) return fail('grant-above')
    const isAdmin = roles.includes('admin')
    if (disabledAt && isAdmin && (await isLastAdmin(tx, workspaceId, memberId))) return fail('last-admin')
    const updated = await tx.member.updateMany({
      where: { id: memberId, workspaceId, version },
      data: { disabledAt, version: { increment: 1 } },
    })
    if (updated.count === 0) return fail('stale-version', { current: { version: member.version } })
    const subject = { kind: 'member', id: memberId }
    const ended = disabledAt ? await endSessions(tx, { userId: member.userId, workspaceId }, 'disabled') : 0
    record({ action: disabledAt ? 'member.disabled' : 'member.enabled', subject, more: { ended } })
    return ok(null)
  })
}

/** Signs a member out of every browser; they may sign in again. */
export async function endMemberSessions(
  actor: Actor,
  { memberId }: { memberId: string },
): Promise<Result<{ ended: number }, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'members:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact(actor, async (tx, record) => {
    const member = await tx.member.findFirst({ where: { id: memberId, workspaceId } })
    if (!member) return fail('not-found')
    const ended = await endSessions(tx, { userId: member.userId, workspaceId }, 'ended-by-admin')
    recordEnded(record, { kind: 'member', id: memberId }, { ended })
    return ok({ ended })
  })
}
