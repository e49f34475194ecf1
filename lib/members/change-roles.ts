import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { fail, ok, type Result } from '@/lib/shared/result'
import { lockMembers, unknownRole } from './add-user'
import { isLastAdmin, mayTurnRoles } from './rights'
import { endSessions } from './sessions'

type RolesCode = 'not-allowed' | 'unknown-role' | 'grant-above' | 'last-admin' | 'not-found' | 'stale-version'
type RolesInput = { memberId: string; version: number; roles: string[] }

/** Replaces the roles of a member and ends their sessions here: the next thing they do happens with the new rights. */
export async function changeRoles(
  actor: Actor,
  { memberId, version, roles }: RolesInput,
): Promise<Result<{ roles: string[] }, RolesCode>> {
  if (!can(actor, 'members:write')) return fail('not-allowed')
  const unknown = unknownRole(roles)
  if (unknown) return unknown
  const { workspaceId } = actor
  return transact(actor, async (tx, record) => {
    await lockMembers(tx, workspaceId)
    const member = await tx.member.findFirst({ where: { id: memberId, workspaceId }, include: { roles: true } })
    if (!member) return fail('not-found')
    const before = member.roles.map(({ role }) => role).sort()
    if (!mayTurnRoles(actor, before, roles)) return fail('grant-above')
    const losesAdmin = before.includes('admin') && !roles.includes('admin')
    if (losesAdmin && (await isLastAdmin(tx, workspaceId, memberId))) return fail('last-admin')
    const updated = await tx.member.updateMany({
      where: { id: memberId, workspaceId, version },
      data: { version: { increment: 1 } },
    })
    if (updated.count === 0) return fail('stale-version', { current: { version: member.version, roles: before } })
    const after = [...roles].sort()
    if (after.join() === before.join()) return ok({ roles: after })
    await tx.memberRole.deleteMany({ where: { memberId } })
    await tx.memberRole.createMany({ data: after.map((role) => ({ memberId, workspaceId, role })) })
    const ended = await endSessions(tx, { userId: member.userId, workspaceId }, 'roles-changed')
    const subject = { kind: 'member', id: memberId }
    record({
      action: 'member.roles-changed',
      subject,
      before: { roles: before },
      after: { roles: after },
      more: { ended },
    })
    return ok({ roles: after })
  })
}
