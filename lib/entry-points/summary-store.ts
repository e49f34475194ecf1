import { db, sqlOf } from '@/lib/server/db'
import type { SqlRow, SqlValue } from '@/lib/server/sql'

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
  overdue: number
  printed: number
}

const ACTIVE = 'FROM "EntryPoint" WHERE "workspaceId" = ? AND "archivedAt" IS NULL'

async function query(text: string, params: SqlValue[]): Promise<SqlRow[]> {
  return sqlOf(db).all(text, params)
}

async function count(condition: string, params: SqlValue[]): Promise<number> {
  const rows = await query(`SELECT COUNT(*) AS "n" ${ACTIVE} AND ${condition}`, params)
  return Number(rows[0]?.n ?? 0)
}

type Group = { risk: string; moveState: string; testResult: string; count: number }

/** How many rows there are of each risk, move state and test result: read from one index, never from the rows. */
async function groups(workspaceId: string): Promise<Group[]> {
  const rows = await query(
    `SELECT "risk", "moveState", "testResult", COUNT(*) AS "n" ${ACTIVE} GROUP BY "risk", "moveState", "testResult"`,
    [workspaceId],
  )
  return rows.map((row) => ({
    risk: String(row.risk),
    moveState: String(row.moveState),
    testResult: String(row.testResult),
    count: Number(row.n),
  }))
}

/** All counts of the sheet. `today` is a day in the workspace's zone. */
export async function countEntryPoints(workspaceId: string, today: string): Promise<EntryPointCounts> {
  const [found, noOwner, noRollback, overdue] = await Promise.all([
    groups(workspaceId),
    count('"ownerMemberId" IS NULL AND "ownerName" IS NULL', [workspaceId]),
    count(`"risk" = 'digital_critical' AND "rollbackPath" IS NULL AND "moveState" <> 'stays'`, [workspaceId]),
    count(`"moveState" IN ('not_moved', 'rolled_back') AND "updateDate" < ?`, [workspaceId, today]),
  ])
  const sum = (counts: (group: Group) => boolean) =>
    found.filter(counts).reduce((total, group) => total + group.count, 0)
  const moved = (state: string) => sum((group) => group.moveState === state)
  const tested = (result: string) => sum((group) => group.testResult === result)
  return {
    total: sum(() => true),
    ...{ moved: moved('moved'), notMoved: moved('not_moved'), rolledBack: moved('rolled_back'), stays: moved('stays') },
    ...{ right: tested('right'), wrong: tested('wrong'), unverifiable: tested('unverifiable') },
    ...{ attested: tested('attested'), notChecked: tested('not_checked') },
    verified: tested('right') + tested('attested'),
    printed: sum((group) => group.risk === 'printed'),
    ...{ noOwner, noRollback, overdue },
  }
}

/** Names of people without an account who own rows, those with the most first: at most 200, more than one can choose from. */
export async function ownerNames(workspaceId: string): Promise<string[]> {
  const rows = await query(
    `SELECT "ownerName", COUNT(*) AS "n" ${ACTIVE} AND "ownerMemberId" IS NULL AND "ownerName" IS NOT NULL
     GROUP BY "ownerName" ORDER BY 2 DESC, 1 LIMIT 200`,
    [workspaceId],
  )
  return rows.map((row) => String(row.ownerName))
}

/** How many rows there are of each kind; a kind without rows is not in it. */
export async function countKinds(workspaceId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await query(`SELECT "kind", COUNT(*) AS "n" ${ACTIVE} GROUP BY "kind"`, [workspaceId])
  return new Map(rows.map((row) => [String(row.kind), Number(row.n)]))
}
