import { db, sqlOf } from '@/lib/server/db'

/** Kinds are counted among this many of the newest; a full scan of a table of millions would make the page wait. */
const LOOK_THROUGH = 20_000

export type UnknownCount = { field: string; type: string | null; count: number; firstId: string; lastId: string }

type Row = { field: string; type: string | null; n: unknown; first: string; last: string }

/** What is not understood, counted by field and type. `more`: there are older ones that were not looked at. */
export async function countUnknown(workspaceId: string): Promise<{ kinds: UnknownCount[]; more: boolean }> {
  const rows = await sqlOf(db).all<Row>(
    `SELECT "field", "type", COUNT(*) AS n, MIN("id") AS first, MAX("id") AS last FROM (
       SELECT "id", "field", "type" FROM "Event" WHERE "workspaceId" = ? AND "outcome" = 'unsupported'
       ORDER BY "id" DESC LIMIT ${LOOK_THROUGH}) AS newest GROUP BY "field", "type"`,
    [workspaceId],
  )
  const kinds = rows.map(({ field, type, n, first, last }) => ({
    ...{ field, type, count: Number(n) },
    ...{ firstId: first, lastId: last },
  }))
  return { kinds, more: kinds.reduce((sum, { count }) => sum + count, 0) >= LOOK_THROUGH }
}
