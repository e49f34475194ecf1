import { db, sqlOf } from '@/lib/server/db'
import type { SqlValue } from '@/lib/server/sql'
import { UNFED } from './unfed'

export type NumberFilter = { q?: string | null; portfolio?: string | null; connection?: string | null }
export type NumberSort = 'label' | 'displayDigits' | 'portfolio' | 'connection'
export type NumberPage = { sort: NumberSort; dir: 'asc' | 'desc'; skip: number; take: number }

type Condition = { text: string; params: SqlValue[] }

/** Any part of a name in any case; a search that looks like a number is looked for in the digits too. */
function searched(q: string): Condition {
  const like = (text: string) => `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const digits = /^[+\d\s().-]+$/.test(q) ? q.replace(/\D/g, '') : ''
  const numbered = digits === '' ? [] : ['n."displayDigits"', 'n."phoneNumberId"', 'n."wabaId"']
  const named = ['n."label"', 'p."name"', 'c."name"']
  const tests = [...named, ...numbered].map((column) => `LOWER(${column}) LIKE ? ESCAPE '\\'`)
  return { text: `(${tests.join(' OR ')})`, params: [...named.map(() => like(q)), ...numbered.map(() => like(digits))] }
}

function conditions(workspaceId: string, { q, portfolio, connection }: NumberFilter): Condition {
  const all: Condition[] = [{ text: 'n."workspaceId" = ?', params: [workspaceId] }]
  if (portfolio) all.push({ text: 'n."portfolioId" = ?', params: [portfolio] })
  if (connection === UNFED) all.push({ text: 'n."connectionId" IS NULL', params: [] })
  else if (connection) all.push({ text: 'n."connectionId" = ?', params: [connection] })
  if (q) all.push(searched(q))
  return { text: all.map(({ text }) => text).join(' AND '), params: all.flatMap(({ params }) => params) }
}

/** What each sort orders by before the name and the id. Numbers without a connection come last either way. */
const ORDER: Record<NumberSort, (dir: string) => string> = {
  label: () => '',
  displayDigits: (dir) => `n."displayDigits" ${dir},`,
  portfolio: (dir) => `LOWER(p."name") ${dir},`,
  connection: (dir) => `CASE WHEN c."id" IS NULL THEN 1 ELSE 0 END, LOWER(c."name") ${dir},`,
}

const FROM = `FROM "BusinessNumber" n JOIN "Portfolio" p ON p."id" = n."portfolioId"
  LEFT JOIN "Connection" c ON c."id" = n."connectionId"`

/**
 * The ids of one page, in order. Written in SQL because Prisma can neither search nor sort without regard to case on
 * both databases.
 */
export async function pageOfNumbers(
  workspaceId: string,
  filter: NumberFilter,
  { sort, dir, skip, take }: NumberPage,
): Promise<{ ids: string[]; total: number }> {
  const sql = sqlOf(db)
  const { text, params } = conditions(workspaceId, filter)
  const way = dir === 'desc' ? 'DESC' : 'ASC'
  const order = `${ORDER[sort](way)} LOWER(n."label") ${sort === 'label' ? way : 'ASC'}, n."id" ${way}`
  const [rows, counted] = await Promise.all([
    sql.all<{ id: string }>(`SELECT n."id" ${FROM} WHERE ${text} ORDER BY ${order} LIMIT ? OFFSET ?`, [
      ...params,
      take,
      skip,
    ]),
    sql.all<{ n: unknown }>(`SELECT COUNT(*) AS "n" ${FROM} WHERE ${text}`, params),
  ])
  return { ids: rows.map(({ id }) => id), total: Number(counted[0]?.n ?? 0) }
}
