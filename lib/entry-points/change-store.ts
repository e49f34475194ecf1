import { AUDIT_ACTIONS } from '@/lib/audit/catalogue'
import { db, sqlOf } from '@/lib/server/db'

/** What happened to the sheet, read from the audit chain: every change is there, with its place in the order. */
const ACTIONS = Object.keys(AUDIT_ACTIONS).filter(
  (action) => action !== 'entry-points.exported' && (action.startsWith('entry-point') || action.startsWith('wave.')),
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
