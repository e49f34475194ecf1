import { AUDIT_ACTIONS, type AuditAction } from '@/lib/audit/catalogue'
import { type Actor, actorId } from '@/lib/server/actor'
import { db, sqlOf, type Tx } from '@/lib/server/db'

/** What happened to the sheet, read from the audit chain: every change is there, with its place in the order. */
const ACTIONS = Object.keys(AUDIT_ACTIONS).filter(
  (action) =>
    action === 'member.handed-over' ||
    (action !== 'entry-points.exported' && (action.startsWith('entry-point') || action.startsWith('wave.'))),
)

const NEWEST = ACTIONS.map(
  () => 'SELECT MAX("seq") AS "seq" FROM "AuditEvent" WHERE "workspaceId" = ? AND "action" = ?',
).join(' UNION ALL ')

/**
 * A number that changes with every change of the rows or of the waves they name, and with nothing else: the place of the
 * newest such entry in the audit chain. One look into an index for each kind of change.
 */
export async function sheetMark(workspaceId: string): Promise<number> {
  const params = ACTIONS.flatMap((action) => [workspaceId, action])
  const rows = await sqlOf(db).all(`SELECT MAX("seq") AS "mark" FROM (${NEWEST}) AS n`, params)
  return Number(rows[0]?.mark ?? 0)
}

export type SheetChange = {
  seq: number
  action: string
  subjectKind: string
  subjectId: string | null
  /** The member or token that did it; null for Handrail itself. */
  actorId: string | null
}

/** Changes after a mark and up to another, oldest first. */
export async function changesBetween(
  workspaceId: string,
  span: { after: number; until: number },
  take: number,
): Promise<SheetChange[]> {
  if (span.until <= span.after) return []
  return db.auditEvent.findMany({
    where: { workspaceId, seq: { gt: span.after, lte: span.until }, action: { in: ACTIONS } },
    orderBy: { seq: 'asc' },
    take,
    select: { seq: true, action: true, subjectKind: true, subjectId: true, actorId: true },
  })
}

/** What changes the row itself; a check only says where it leads. */
const EDITS: readonly AuditAction[] = [
  ...(['entry-point.updated', 'entry-point.archived', 'entry-point.restored'] as const),
  ...(['entry-point.moved', 'entry-point.unmoved', 'entry-point.stays', 'entry-point.rolled-back'] as const),
  'entry-point.rollback-impossible',
]

/** Rows whose last edit after a mark was somebody else's: a person with that mark on the screen has not seen it. */
export async function editedByOthers(tx: Pick<Tx, 'auditEvent'>, actor: Actor, mark: number): Promise<Set<string>> {
  const edits = await tx.auditEvent.findMany({
    where: {
      workspaceId: actor.workspaceId,
      seq: { gt: mark },
      action: { in: [...EDITS] },
      subjectKind: 'entry-point',
    },
    orderBy: { seq: 'asc' },
    select: { subjectId: true, actorId: true },
  })
  const last = new Map(edits.map((edit) => [edit.subjectId, edit.actorId]))
  const me = actorId(actor)
  return new Set([...last].flatMap(([id, by]) => (id !== null && by !== me ? [id] : [])))
}
