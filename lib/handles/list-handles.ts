import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, sqlOf } from '@/lib/server/db'
import type { SqlValue } from '@/lib/server/sql'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { HandleFilter, HandleSort } from './vocabulary'
import { stateWords } from './words'

export type HandleRow = {
  /** The number: each has one decision, begun or not. */
  id: string
  number: string
  displayNumber: string
  portfolio: string
  state: string
  /** The name that is signed off, else the one that is chosen. */
  name: string | null
  isApproved: boolean
  standsFor: string | null
  owner: string | null
  rejected: number
}

type Stored = Omit<HandleRow, 'isApproved'> & { approvedName: string | null; rejected: unknown }

const FROM = `FROM "BusinessNumber" n
  JOIN "Portfolio" p ON p."id" = n."portfolioId"
  LEFT JOIN "Handle" h ON h."numberId" = n."id"
  LEFT JOIN "HandleCandidate" c ON c."handleId" = h."id" AND c."state" = 'chosen'
  LEFT JOIN "Member" m ON m."id" = h."ownerMemberId"
  LEFT JOIN "User" u ON u."id" = m."userId"`

const STATE = `COALESCE(h."state", 'none')`
const NAME = `COALESCE(c."nameKey", h."approvedName")`

const SORTS: Record<HandleSort, string> = {
  number: 'LOWER(n."label")',
  state: STATE,
  name: NAME,
}

const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&').toLowerCase()}%`

function conditionOf(workspaceId: string, { q, state }: HandleFilter): { text: string; params: SqlValue[] } {
  const parts = ['n."workspaceId" = ?']
  const params: SqlValue[] = [workspaceId]
  if (state) {
    parts.push(`${STATE} = ?`)
    params.push(state)
  }
  if (q) {
    const columns = ['n."label"', 'n."displayNumber"', 'n."displayDigits"', NAME, 'p."name"']
    parts.push(`(${columns.map((column) => `LOWER(${column}) LIKE ? ESCAPE '\\'`).join(' OR ')})`)
    params.push(...columns.map(() => like(q.replace(/^@/, ''))))
  }
  return { text: parts.join(' AND '), params }
}

export type HandleSlice = { sort: HandleSort; dir: 'asc' | 'desc'; skip: number; take: number }

/** The numbers of the workspace with their handle decisions, sorted and filtered in SQL. */
export async function listHandles(
  actor: Actor,
  { filter, sort, dir, skip, take }: HandleSlice & { filter: HandleFilter },
): Promise<Result<{ rows: HandleRow[]; total: number }, 'not-allowed'>> {
  if (!can(actor, 'handles:read')) return fail('not-allowed')
  const sql = sqlOf(db)
  const { text, params } = conditionOf(actor.workspaceId, filter)
  const direction = dir === 'asc' ? 'ASC' : 'DESC'
  const rows = await sql.all<Stored>(
    `SELECT n."id" AS "id", n."label" AS "number", n."displayNumber" AS "displayNumber", p."name" AS "portfolio",
       ${STATE} AS "state", ${NAME} AS "name", h."approvedName" AS "approvedName", h."standsFor" AS "standsFor",
       u."name" AS "owner", (SELECT COUNT(*) FROM "HandleCandidate" r WHERE r."handleId" = h."id" AND r."state" = 'rejected') AS "rejected"
     ${FROM} WHERE ${text} ORDER BY ${SORTS[sort]} ${direction}, n."id" ${direction} LIMIT ? OFFSET ?`,
    [...params, take, skip],
  )
  const [count] = await sql.all<{ n: number }>(`SELECT COUNT(*) AS "n" ${FROM} WHERE ${text}`, params)
  return ok({
    rows: rows.map(({ approvedName, rejected, ...row }) => ({
      ...row,
      rejected: Number(rejected ?? 0),
      isApproved: row.state !== 'deciding' && row.name !== null && row.name === approvedName,
    })),
    total: Number(count?.n ?? 0),
  })
}

const COLUMNS: CsvColumn<HandleRow>[] = [
  { header: 'number', value: ({ number }) => number },
  { header: 'display_number', value: ({ displayNumber }) => displayNumber },
  { header: 'portfolio', value: ({ portfolio }) => portfolio },
  { header: 'state', value: ({ state }) => stateWords(state).word },
  { header: 'handle', value: ({ name }) => name },
  { header: 'signed_off', value: ({ isApproved }) => isApproved },
  { header: 'stands_for', value: ({ standsFor }) => standsFor },
  { header: 'owner', value: ({ owner }) => owner },
  { header: 'rejected_alternatives', value: ({ rejected }) => rejected },
]

const PAGE = 500

async function* pagesOf(actor: Actor, filter: HandleFilter): AsyncGenerator<HandleRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const listed = await listHandles(actor, { filter, sort: 'number', dir: 'asc', skip, take: PAGE })
    if (!listed.ok || listed.value.rows.length === 0) return
    yield listed.value.rows
  }
}

/** The list as CSV. Our own numbers and usernames are public: nothing is masked. Recorded before it leaves. */
export async function exportHandles(
  actor: Actor,
  filter: HandleFilter,
): Promise<Result<ReadableStream<Uint8Array>, 'not-allowed'>> {
  if (!can(actor, 'handles:read')) return fail('not-allowed')
  return transact<ReadableStream<Uint8Array>, 'not-allowed'>(actor, async (_tx, record) => {
    const more = { state: filter.state ?? null, searched: Boolean(filter.q) }
    record({ action: 'handles.exported', subject: { kind: 'handle', id: null }, more })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
