import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import type { Role } from '@/lib/server/permissions'

/** The person of the demo who has this role, acting as if they were signed in. */
export async function demoActor(workspaceId: string, role: Role): Promise<Actor> {
  const { id, userId, user } = await db.member.findFirstOrThrow({
    where: { workspaceId, roles: { some: { role } } },
    include: { user: { select: { name: true } } },
    orderBy: { id: 'asc' },
  })
  const who = { workspaceId, memberId: id, userId, name: user.name, roles: [role] }
  return { kind: 'member', ...who, sessionId: 'demo', origin: 'demo' }
}
