import type { Actor } from '@/lib/server/actor'
import type { Tx } from '@/lib/server/db'
import { isRole, mayGrant } from '@/lib/server/permissions'

/** The roles somebody may hand on. The machine's owner counts as an admin; a token does when it has every scope. */
function heldRoles(actor: Actor): readonly string[] {
  if (actor.kind === 'member') return actor.roles
  if (actor.kind === 'system') return ['admin']
  return actor.scopes.includes('*') ? ['admin'] : []
}

/**
 * Whether the actor may turn one set of roles into another: each role that is given or taken must be one they hold,
 * unless they are admin. A role that this version does not know may always be taken away.
 */
export function mayTurnRoles(actor: Actor, before: readonly string[], after: readonly string[]): boolean {
  const given = after.filter((role) => !before.includes(role))
  const taken = before.filter((role) => isRole(role) && !after.includes(role))
  return mayGrant(heldRoles(actor), [...given, ...taken])
}

/** True when nobody but this member could sign in as an admin. Asked inside the transaction, under `lockMembers`. */
export async function isLastAdmin(tx: Tx, workspaceId: string, memberId: string): Promise<boolean> {
  const others = await tx.member.count({
    where: {
      workspaceId,
      id: { not: memberId },
      disabledAt: null,
      user: { disabledAt: null },
      roles: { some: { role: 'admin' } },
    },
  })
  return others === 0
}
