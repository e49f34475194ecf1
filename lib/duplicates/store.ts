import { db, sqlOf } from '@/lib/server/db'
import type { Sql, SqlValue } from '@/lib/server/sql'
import { COUNT_LIMIT, LOOK_THROUGH } from './limits'
import type { ConflictSort } from './rules'
import type { ConflictFilter } from './schema'
import { findByWords } from './search-store'
import { seenRange } from './seen-range'

export type ConflictQuery = {
  workspaceId: string
  filter: ConflictFilter
  /** The workspace's zone and country: when a day begins, and how a national number is read. */
  zone: string
  country: string
}

type Clause = { text: string; params: SqlValue[] }

/**
 * A prepared filter. With a search, `ids` are the conflicts it means, and everything else is asked of those alone; `more`
 * and `lookedThrough` say what the answer may leave out.
 */
export type ConflictWhere = {
  filter: ConflictFilter
  text: string
  params: SqlValue[]
  ids: string[] | undefined
  more: boolean
  lookedThrough: boolean
}

const clause = (text: string, ...params: SqlValue[]): Clause => ({ text, params })

function seenClauses({ filter, zone }: ConflictQuery, sql: Sql): Clause[] {
  const { from, to } = seenRange(filter, zone)
  const moment = sql.dialect === 'sqlite' ? '?' : '?::timestamp'
  return [
    ...(from ? [clause(`f."lastSeenAt" >= ${moment}`, from)] : []),
    ...(to ? [clause(`f."lastSeenAt" < ${moment}`, to)] : []),
  ]
}

function plainClauses({ workspaceId, filter }: ConflictQuery): Clause[] {
  const { state, kind, rule, proposal, placed, numberId, portfolioId } = filter
  const clauses = [
    clause('f."workspaceId" = ?', workspaceId),
    state === 'all' ? null : clause('f."state" = ?', state ?? 'open'),
    kind ? clause('f."kind" = ?', kind) : null,
    rule ? clause('f."rule" = ?', rule) : null,
    proposal ? clause('f."proposal" = ?', proposal) : null,
    placed ? clause(`f."contactId" IS ${placed === 'in-review' ? '' : 'NOT '}NULL`) : null,
    numberId ? clause('f."numberId" = ?', numberId) : null,
    portfolioId ? clause('f."portfolioId" = ?', portfolioId) : null,
  ]
  return clauses.filter((one) => one !== null)
}

/** True when there are more conflicts than words inside names are looked for in. */
async function manyConflicts(workspaceId: string): Promise<boolean> {
  const [row] = await db.conflict.findMany({
    where: { workspaceId },
    skip: LOOK_THROUGH,
    take: 1,
    select: { id: true },
  })
  return row !== undefined
}

/** Prepares a filter once; the list, its count and the export all read through it. */
export async function whereConflicts(query: ConflictQuery): Promise<ConflictWhere> {
  const clauses = [...plainClauses(query), ...seenClauses(query, sqlOf(db))]
  const text = clauses.map((one) => one.text).join(' AND ')
  const params = clauses.flatMap((one) => one.params)
  const { filter } = query
  if (!filter.q) return { filter, text, params, ids: undefined, more: false, lookedThrough: false }
  const { ids, more, words } = await findByWords(query, filter.q)
  return { filter, text, params, ids, more, lookedThrough: words && (await manyConflicts(query.workspaceId)) }
}

/** What an answer is read for: one of the orders, or counting, which has none. */
type Reading = ConflictSort | 'count'

const INDEX = {
  lastSeen: 'Conflict_workspaceId_state_lastSeenAt_id_idx',
  opened: 'Conflict_workspaceId_state_id_idx',
  events: 'Conflict_workspaceId_state_events_id_idx',
  count: 'Conflict_workspaceId_state_id_idx',
} as const satisfies Record<Reading, string>

/**
 * The index to read through. SQLite keeps no statistics here and takes one that begins right but is in no useful order,
 * which costs a sort of everything; Postgres chooses well by itself.
 */
function indexFor({ state, kind, from, to }: ConflictFilter, reading: Reading): string {
  if (state === 'all') return 'Conflict_workspaceId_lastSeenAt_id_idx'
  if (kind) return 'Conflict_workspaceId_state_kind_lastSeenAt_id_idx'
  return from || to ? INDEX.lastSeen : INDEX[reading]
}

/** From the found ids where there are any, so that no plan walks all conflicts to find a few. */
function source({ text, params, ids, filter }: ConflictWhere, sql: Sql, reading: Reading): Clause {
  const through = sql.dialect === 'sqlite' ? ` INDEXED BY "${indexFor(filter, reading)}"` : ''
  if (ids === undefined) return { text: `"Conflict" f${through} WHERE ${text}`, params }
  const list = sql.dialect === 'sqlite' ? 'json_each(?)' : 'jsonb_array_elements_text(?::jsonb)'
  return {
    text: `${list} AS found CROSS JOIN "Conflict" f WHERE f."id" = found.value AND ${text}`,
    params: [JSON.stringify(ids), ...params],
  }
}

export type Count = { count: number; more: boolean }

/** How many match, counted up to `COUNT_LIMIT`; `more` says that counting stopped there. */
export async function countConflicts(where: ConflictWhere): Promise<Count> {
  const sql = sqlOf(db)
  const { text, params } = source(where, sql, 'count')
  const [row] = await sql.all<{ n: unknown }>(
    `SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM ${text} LIMIT ${COUNT_LIMIT + 1}) AS counted`,
    params,
  )
  const found = Number(row?.n ?? 0)
  return { count: Math.min(found, COUNT_LIMIT), more: found > COUNT_LIMIT }
}

export type ConflictSlice = { sort: ConflictSort; dir: 'asc' | 'desc'; skip: number; take: number }

/** Ids grow with time, so the order of opening is the order of ids. Each order ends with the id, as its index does. */
function orderText({ sort, dir }: Pick<ConflictSlice, 'sort' | 'dir'>): string {
  const way = dir === 'asc' ? 'ASC' : 'DESC'
  if (sort === 'opened') return `f."id" ${way}`
  return sort === 'events' ? `f."events" ${way}, f."id" ${way}` : `f."lastSeenAt" ${way}, f."id" ${way}`
}

/** The ids of one page, in order. */
export async function conflictIdsOfPage(where: ConflictWhere, slice: ConflictSlice): Promise<string[]> {
  const sql = sqlOf(db)
  const { text, params } = source(where, sql, slice.sort)
  const rows = await sql.all<{ id: string }>(
    `SELECT f."id" AS "id" FROM ${text} ORDER BY ${orderText(slice)} LIMIT ? OFFSET ?`,
    [...params, slice.take, slice.skip],
  )
  return rows.map((row) => row.id)
}

/** The next ids after one, newest first: for exports, which walk the whole answer. */
export async function nextConflictIds(
  where: ConflictWhere,
  { after, take }: { after: string | undefined; take: number },
): Promise<string[]> {
  const sql = sqlOf(db)
  const { text, params } = source(where, sql, 'opened')
  const older = after === undefined ? '' : ' AND f."id" < ?'
  const rows = await sql.all<{ id: string }>(
    `SELECT f."id" AS "id" FROM ${text}${older} ORDER BY f."id" DESC LIMIT ?`,
    [...params, ...(after === undefined ? [] : [after]), take],
  )
  return rows.map((row) => row.id)
}

/** Prisma takes fewer than 1,000 parameters in a statement on SQLite. */
const PART = 500

/** Reads by a list of ids of any length and joins the answers. */
export async function inParts<T>(ids: readonly string[], read: (part: string[]) => Promise<T[]>): Promise<T[]> {
  const found: T[] = []
  for (let from = 0; from < ids.length; from += PART) found.push(...(await read(ids.slice(from, from + PART))))
  return found
}

export type StoredConflict = Awaited<ReturnType<typeof db.conflict.findFirstOrThrow>>

/** The conflicts of the workspace with these ids, in their order. */
export async function readConflicts(workspaceId: string, ids: readonly string[]): Promise<StoredConflict[]> {
  const rows = await inParts(ids, (part) => db.conflict.findMany({ where: { workspaceId, id: { in: part } } }))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

const contactFields = {
  id: true,
  crmContactId: true,
  name: true,
  provisional: true,
  state: true,
  mergedIntoId: true,
} as const

export type NamedContact = {
  id: string
  crmContactId: string | null
  name: string | null
  provisional: boolean
  state: string
  mergedIntoId: string | null
}

export async function readContacts(workspaceId: string, ids: readonly string[]): Promise<Map<string, NamedContact>> {
  const rows = await inParts([...new Set(ids)], (part) =>
    db.contact.findMany({ where: { workspaceId, id: { in: part } }, select: contactFields }),
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export type Places = { numbers: ReadonlyMap<string, string>; portfolios: ReadonlyMap<string, string> }

/** The workspace's numbers and portfolios by id, in the order in which they are chosen from. */
export async function readPlaces(workspaceId: string): Promise<Places> {
  const [numbers, portfolios] = await Promise.all([
    db.businessNumber.findMany({
      where: { workspaceId },
      select: { id: true, label: true },
      orderBy: [{ label: 'asc' }, { id: 'asc' }],
    }),
    db.portfolio.findMany({ where: { workspaceId }, select: { id: true, name: true }, orderBy: { name: 'asc' } }),
  ])
  return {
    numbers: new Map(numbers.map((row) => [row.id, row.label])),
    portfolios: new Map(portfolios.map((row) => [row.id, row.name])),
  }
}
