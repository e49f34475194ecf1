import { db, writeTransaction } from '@/lib/server/db'
import { hashPassword } from '@/lib/server/passwords'
import type { Role } from '@/lib/server/permissions'
import type { MemberActor } from '@/lib/server/session-row'
import { seedMember } from '@/lib/server/testing/seed'
import { openSession } from '../sessions'

export const PASSWORD = 'three brown otters'

export async function person(workspaceId: string, ...roles: Role[]): Promise<MemberActor> {
  const actor = await seedMember(workspaceId, roles)
  if (actor.kind !== 'member') throw new Error('A seeded member is a member.')
  return actor
}

/** A member who can sign in with PASSWORD. Returns the address to type. */
export async function withPassword(actor: MemberActor): Promise<string> {
  const passwordHash = await hashPassword(PASSWORD)
  await writeTransaction((tx) => tx.user.update({ where: { id: actor.userId }, data: { passwordHash } }))
  return (await db.user.findUniqueOrThrow({ where: { id: actor.userId } })).email
}

export function sessionOf(actor: MemberActor): Promise<string> {
  const { userId, workspaceId } = actor
  return writeTransaction((tx) => openSession(tx, { userId, workspaceId }, { address: '127.0.0.1', agent: null }))
}

export async function versionOf(actor: MemberActor): Promise<number> {
  return (await db.member.findUniqueOrThrow({ where: { id: actor.memberId } })).version
}

export async function auditActions(workspaceId: string): Promise<string[]> {
  const events = await db.auditEvent.findMany({ where: { workspaceId }, orderBy: { seq: 'asc' } })
  return events.map((event) => event.action)
}
