import { db } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { DEMO_PASSWORD, DEMO_PEOPLE } from './demo-people'
import { roleLabel } from './role-words'

/** The signed-in person as the frame shows them. */
export async function ownProfile(actor: MemberActor) {
  const user = await db.user.findUniqueOrThrow({ where: { id: actor.userId } })
  return {
    name: user.name,
    email: user.email,
    roles: actor.roles.map(roleLabel),
    hasPassword: user.passwordHash !== null,
    usesOidc: user.oidcSubject !== null,
  }
}

export type DemoSignIns = {
  password: string
  people: { name: string; email: string; role: string; does: string }[]
}

/** The sign-ins to show on the sign-in page: only those of a demo workspace that is there, never of a real one. */
export async function demoSignIns(): Promise<DemoSignIns | null> {
  const workspace = await db.workspace.findFirst({ where: { isDemo: true }, select: { id: true } })
  if (!workspace) return null
  const members = await db.member.findMany({
    where: { workspaceId: workspace.id, disabledAt: null, user: { disabledAt: null } },
    select: { user: { select: { email: true } } },
  })
  const there = new Set(members.map((member) => member.user.email))
  const people = DEMO_PEOPLE.filter((person) => there.has(person.email)).map(({ roles, ...person }) => ({
    ...person,
    role: roles.map(roleLabel).join(', '),
  }))
  return people.length > 0 ? { password: DEMO_PASSWORD, people } : null
}
