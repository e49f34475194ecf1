import { db, dialect } from '@/lib/server/db'
import { type SqlRow, type SqlValue, toPostgres } from '@/lib/server/sql'

export type EntryPointCounts = {
  total: number
  moved: number
  notMoved: number
  rolledBack: number
  stays: number
  right: number
  wrong: number
  unverifiable: number
  attested: number
  notChecked: number
  /** Right by a check, or attested by a person. */
  verified: number
  noOwner: number
  noRollback: number
  noDestination: number
  overdue: number
  printed: number
}

/** Each count as the condition that makes a row count. Constants only: nothing of a request is ever part of them. */
const CONDITIONS: Record<keyof EntryPointCounts, string> = {
  total: '1 = 1',
  moved: `"moveState" = 'moved'`,
  notMoved: `"moveState" = 'not_moved'`,
  rolledBack: `"moveState" = 'rolled_back'`,
  stays: `"moveState" = 'stays'`,
  right: `"testResult" = 'right'`,
  wrong: `"testResult" = 'wrong'`,
  unverifiable: `"testResult" = 'unverifiable'`,
  attested: `"testResult" = 'attested'`,
  notChecked: `"testResult" = 'not_checked'`,
  verified: `"testResult" IN ('right', 'attested')`,
  noOwner: '"ownerMemberId" IS NULL AND "ownerName" IS NULL',
  noRollback: `"risk" = 'digital_critical' AND "rollbackPath" IS NULL AND "moveState" <> 'stays'`,
  noDestination: '"newDestination" IS NULL',
  overdue: `"updateDate" < ? AND "moveState" IN ('not_moved', 'rolled_back')`,
  printed: `"risk" = 'printed'`,
}

const NAMES = Object.keys(CONDITIONS) as (keyof EntryPointCounts)[]
const SUMS = NAMES.map((name) => `SUM(CASE WHEN ${CONDITIONS[name]} THEN 1 ELSE 0 END) AS "${name}"`).join(', ')

async function query(text: string, params: SqlValue[]): Promise<SqlRow[]> {
  return db.$queryRawUnsafe<SqlRow[]>(dialect() === 'sqlite' ? text : toPostgres(text), ...params)
}

/** All counts of the sheet in one pass. `today` is a day in the workspace's zone. */
export async function countEntryPoints(workspaceId: string, today: string): Promise<EntryPointCounts> {
  const from = 'FROM "EntryPoint" WHERE "workspaceId" = ? AND "archivedAt" IS NULL'
  const rows = await query(`SELECT ${SUMS} ${from}`, [today, workspaceId])
  const row = rows[0] ?? {}
  return Object.fromEntries(NAMES.map((name) => [name, Number(row[name] ?? 0)])) as EntryPointCounts
}

export type OwnerCount = { memberId: string | null; name: string | null; count: number }

/** Everyone who owns rows, by how many. At most 200: more than a person can choose from. */
export async function countOwners(workspaceId: string): Promise<OwnerCount[]> {
  const rows = await query(
    `SELECT "ownerMemberId", CASE WHEN "ownerMemberId" IS NULL THEN "ownerName" END AS "name", COUNT(*) AS "count"
     FROM "EntryPoint" WHERE "workspaceId" = ? AND "archivedAt" IS NULL
       AND ("ownerMemberId" IS NOT NULL OR "ownerName" IS NOT NULL)
     GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 200`,
    [workspaceId],
  )
  return rows.map((row) => ({
    memberId: (row.ownerMemberId as string | null) ?? null,
    name: (row.name as string | null) ?? null,
    count: Number(row.count),
  }))
}
