import type { Recorder } from '@/lib/server/audit'
import { sqlOf, type Tx } from '@/lib/server/db'
import { isRole } from '@/lib/server/permissions'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail } from '@/lib/shared/result'

/** Rows shared by everything that adds a person: the first admin, the command line, an accepted invitation. */
export type NewUser = { email: string; name: string; passwordHash: string | null }

export async function insertUser(tx: Tx, { email, name, passwordHash }: NewUser): Promise<string> {
  const id = newId('usr')
  // `email` has passed emailSchema, so its compared form is itself.
  await tx.user.create({ data: { id, email, emailKey: email, name, passwordHash } })
  return id
}

export type NewMember = { userId: string; workspaceId: string; roles: readonly string[] }

export async function insertMember(tx: Tx, { userId, workspaceId, roles }: NewMember): Promise<string> {
  const id = newId('mem')
  await tx.member.create({ data: { id, workspaceId, userId } })
  await tx.memberRole.createMany({ data: roles.map((role) => ({ memberId: id, workspaceId, role })) })
  return id
}

export function recordMember(record: Recorder, memberId: string, after: Record<string, unknown>): void {
  record({ action: 'member.added', subject: { kind: 'member', id: memberId }, after })
}

/** The first role that does not exist, as a failure. */
export function unknownRole(roles: readonly string[]): Failure<'unknown-role'> | null {
  const role = roles.find((name) => !isRole(name))
  return role === undefined ? null : fail('unknown-role', { role })
}

/**
 * Changes of who belongs to a workspace take turns, so that two admins who demote each other at the same moment cannot
 * both succeed. SQLite has one writer anyway.
 */
export async function lockMembers(tx: Tx, workspaceId: string): Promise<void> {
  const sql = sqlOf(tx)
  if (sql.dialect === 'postgresql') {
    await sql.all('SELECT "id" FROM "Workspace" WHERE "id" = ? FOR UPDATE', [workspaceId])
  }
}
