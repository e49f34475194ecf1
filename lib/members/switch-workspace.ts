import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { fail, ok, type Result } from '@/lib/shared/result'
import { newDeviceCookie } from './device'
import { endSessions, openSession, type Visitor } from './sessions'
import type { SignedIn } from './sign-in'

/** Somebody may belong to several workspaces; a session belongs to one, so changing over opens another session. */
export type OwnWorkspace = { id: string; name: string; roles: string[]; current: boolean }

export async function ownWorkspaces(actor: MemberActor): Promise<OwnWorkspace[]> {
  const members = await db.member.findMany({
    where: { userId: actor.userId, disabledAt: null },
    include: { roles: { orderBy: { role: 'asc' } } },
  })
  const found = await db.workspace.findMany({
    where: { id: { in: members.map((member) => member.workspaceId) } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return found.map(({ id, name }) => {
    const member = members.find(({ workspaceId }) => workspaceId === id)
    return { id, name, roles: member?.roles.map(({ role }) => role) ?? [], current: id === actor.workspaceId }
  })
}

/** Leaves this workspace for another of one's own. One that is not one's own does not exist. */
export async function switchWorkspace(
  actor: MemberActor,
  { workspaceId }: { workspaceId: string },
  visitor: Visitor,
): Promise<Result<SignedIn, 'not-found'>> {
  const { userId } = actor
  const member = await db.member.findUnique({
    where: { workspaceId_userId: { workspaceId, userId } },
    include: { roles: true },
  })
  if (!member || member.disabledAt) return fail('not-found')
  const there: MemberActor = { ...actor, workspaceId, memberId: member.id, roles: member.roles.map(({ role }) => role) }
  return transact(there, async (tx, record) => {
    await endSessions(tx, { userId, id: actor.sessionId }, 'signed-in-again')
    const sessionId = await openSession(tx, { userId, workspaceId }, visitor)
    record({ action: 'user.signed-in', subject: { kind: 'user', id: userId } })
    return ok({ sessionId, userId, deviceCookie: newDeviceCookie(userId) })
  })
}
