import type { AuditAction } from '@/lib/audit/catalogue'
import type { Tx } from '@/lib/server/db'

/** The members who made a record what it is, by the audit log: everybody who did one of these things to it. */
export async function authorsByAudit(
  tx: Tx,
  workspaceId: string,
  { kind, id, actions }: { kind: string; id: string | null; actions: readonly AuditAction[] },
): Promise<string[]> {
  const events = await tx.auditEvent.findMany({
    where: {
      ...{ workspaceId, subjectKind: kind, subjectId: id, actorKind: 'member' },
      ...{ actorId: { not: null }, action: { in: [...actions] } },
    },
    distinct: ['actorId'],
    select: { actorId: true },
  })
  return events.flatMap(({ actorId }) => actorId ?? [])
}
