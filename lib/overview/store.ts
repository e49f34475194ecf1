import { db, sqlOf } from '../server/db'

export type CoverageCounts = { mapped: number; exposed: number; new: number; mappedWithPhone: number }

/**
 * Contacts by whether the next message without a phone would find them, in one pass. A contact counts as mapped when a
 * BSUID of any portfolio is active; the number by number view belongs to the coverage page.
 */
export async function countCoverage(workspaceId: string): Promise<CoverageCounts> {
  const has = (kinds: string): string =>
    `EXISTS (SELECT 1 FROM "Identifier" i WHERE i."contactId" = c."id" AND i."kind" IN (${kinds}) AND i."active" = TRUE)`
  const rows = await sqlOf(db).all<{ bsuid: unknown; phone: unknown; n: unknown }>(
    `SELECT ${has("'bsuid'")} AS "bsuid", ${has("'phone'")} AS "phone", COUNT(*) AS "n"
     FROM "Contact" c WHERE c."workspaceId" = ? AND c."state" = 'active' GROUP BY 1, 2`,
    [workspaceId],
  )
  const sum = (wanted: (bsuid: boolean, phone: boolean) => boolean): number =>
    rows
      .filter((row) => wanted(Boolean(Number(row.bsuid)), Boolean(Number(row.phone))))
      .reduce((n, row) => n + Number(row.n), 0)
  return {
    mapped: sum((bsuid) => bsuid),
    exposed: sum((bsuid, phone) => !bsuid && phone),
    new: sum((bsuid, phone) => !bsuid && !phone),
    mappedWithPhone: sum((bsuid, phone) => bsuid && phone),
  }
}

/** What one member owns of the sheet and has not moved yet. */
export async function countOwnOpen(workspaceId: string, memberId: string): Promise<number> {
  return db.entryPoint.count({
    where: { workspaceId, archivedAt: null, ownerMemberId: memberId, moveState: { in: ['not_moved', 'rolled_back'] } },
  })
}
