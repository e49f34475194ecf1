import type { CoverageTotals } from '@/lib/identity/coverage'
import { db, sqlOf } from '@/lib/server/db'

export type PlaceCounts = CoverageTotals & { mappedWithPhone: number }

type Row = { place: string; bsuid: unknown; phone: unknown; n: unknown }

const on = (flag: unknown): boolean => Boolean(Number(flag))

function toCounts(rows: readonly Row[]): Map<string, PlaceCounts> {
  const counts = new Map<string, PlaceCounts>()
  for (const { place, bsuid, phone, n } of rows) {
    const known = counts.get(place) ?? { mapped: 0, exposed: 0, new: 0, mappedWithPhone: 0 }
    const many = Number(n)
    if (on(bsuid)) known.mapped += many
    else if (on(phone)) known.exposed += many
    else known.new += many
    if (on(bsuid) && on(phone)) known.mappedWithPhone += many
    counts.set(place, known)
  }
  return counts
}

const has = (kind: string, scope = '') =>
  `EXISTS (SELECT 1 FROM "Identifier" i WHERE i."contactId" = c."id" AND i."kind" = '${kind}' AND i."active" = TRUE${scope})`

/**
 * Who wrote to each number, by whether the next message there without a phone would find them: a BSUID counts in the
 * portfolio of the number alone [BSUID].
 */
export async function countByNumber(workspaceId: string): Promise<Map<string, PlaceCounts>> {
  const rows = await sqlOf(db).all<Row>(
    `SELECT t."numberId" AS "place", ${has('bsuid', ' AND i."scope" = n."portfolioId"')} AS "bsuid", ${has('phone')} AS "phone",
       COUNT(*) AS "n"
     FROM (SELECT DISTINCT "numberId", "contactId" FROM "Thread" WHERE "workspaceId" = ? AND "contactId" IS NOT NULL) t
     JOIN "BusinessNumber" n ON n."id" = t."numberId" JOIN "Contact" c ON c."id" = t."contactId" AND c."state" = 'active'
     GROUP BY 1, 2, 3`,
    [workspaceId],
  )
  return toCounts(rows)
}

/** The same for each portfolio: everybody who wrote to one of its numbers, once. */
export async function countByPortfolio(workspaceId: string): Promise<Map<string, PlaceCounts>> {
  const rows = await sqlOf(db).all<Row>(
    `SELECT t."portfolioId" AS "place", ${has('bsuid', ' AND i."scope" = t."portfolioId"')} AS "bsuid", ${has('phone')} AS "phone",
       COUNT(*) AS "n"
     FROM (SELECT DISTINCT n."portfolioId", x."contactId" FROM "Thread" x JOIN "BusinessNumber" n ON n."id" = x."numberId"
           WHERE x."workspaceId" = ? AND x."contactId" IS NOT NULL) t
     JOIN "Contact" c ON c."id" = t."contactId" AND c."state" = 'active'
     GROUP BY 1, 2, 3`,
    [workspaceId],
  )
  return toCounts(rows)
}

/** Everybody, whether they wrote or not. */
export async function countEverybody(workspaceId: string): Promise<PlaceCounts> {
  const rows = await sqlOf(db).all<Row>(
    `SELECT 'all' AS "place", ${has('bsuid')} AS "bsuid", ${has('phone')} AS "phone", COUNT(*) AS "n"
     FROM "Contact" c WHERE c."workspaceId" = ? AND c."state" = 'active' GROUP BY 1, 2, 3`,
    [workspaceId],
  )
  return toCounts(rows).get('all') ?? { mapped: 0, exposed: 0, new: 0, mappedWithPhone: 0 }
}

/** People known by phone who wrote without one: a set-up that knows only phones has made each of them twice. */
export async function countSplitByPhone(workspaceId: string): Promise<number> {
  const [row] = await sqlOf(db).all<{ n: unknown }>(
    `SELECT COUNT(DISTINCT e."contactId") AS "n" FROM "Event" e
     JOIN "Contact" c ON c."id" = e."contactId" AND c."state" = 'active'
     WHERE e."workspaceId" = ? AND e."hasPhone" = FALSE AND e."kind" = 'message'
       AND EXISTS (SELECT 1 FROM "Identifier" i WHERE i."contactId" = c."id" AND i."kind" = 'phone')`,
    [workspaceId],
  )
  return Number(row?.n ?? 0)
}
