import type { Tx } from '@/lib/server/db'

/** Who was faster: shown beside both versions of a record. `at` is an ISO moment. */
export type LastChange = { name: string; at: string }

type Subject = { workspaceId: string; kind: 'workspace' | 'portfolio' | 'number' | 'connection'; id: string }

/** The last entry of the audit log about a record. */
export async function lastChangeOf(tx: Tx, { workspaceId, kind, id }: Subject): Promise<LastChange | null> {
  const event = await tx.auditEvent.findFirst({
    where: { workspaceId, subjectKind: kind, subjectId: id },
    orderBy: { seq: 'desc' },
    select: { actorId: true, actorKind: true, at: true },
  })
  if (!event) return null
  const at = event.at.toISOString()
  if (event.actorKind !== 'member' || !event.actorId) return { name: 'Another program', at }
  const member = await tx.member.findFirst({
    where: { id: event.actorId, workspaceId },
    select: { user: { select: { name: true } } },
  })
  return { name: member?.user.name ?? 'A former member', at }
}
