import { db, sqlOf } from '@/lib/server/db'

/** Far more numbers than a business has; it bounds the list of ids a search hands on. */
const MOST_MATCHES = 5_000

/** Prisma cannot ask for text in any case on both databases, so the ids that match are read with SQL. */
export async function idsMatching(workspaceId: string, q: string): Promise<string[]> {
  const like = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const digits = /^[+\d\s().-]+$/.test(q) ? q.replace(/\D/g, '') : ''
  const numbered = digits === '' ? [] : ['displayDigits', 'phoneNumberId', 'wabaId']
  const columns = ['n."label"', 'p."name"', 'c."name"', ...numbered.map((column) => `n."${column}"`)]
  const rows = await sqlOf(db).all<{ id: string }>(
    `SELECT n."id" FROM "BusinessNumber" n JOIN "Portfolio" p ON p."id" = n."portfolioId"
     LEFT JOIN "Connection" c ON c."id" = n."connectionId"
     WHERE n."workspaceId" = ? AND (${columns.map((column) => `LOWER(${column}) LIKE ? ESCAPE '\\'`).join(' OR ')})
     LIMIT ${MOST_MATCHES}`,
    [workspaceId, like(q), like(q), like(q), ...numbered.map(() => like(digits))],
  )
  return rows.map(({ id }) => id)
}
