import { db, sqlOf } from '@/lib/server/db'
import { inList, type Sql, type SqlValue } from '@/lib/server/sql'
import { assertNever } from '@/lib/shared/assert-never'
import { firstIdAt } from './id-range'
import type { EventView } from './kinds'
import { COUNT_LIMIT, SCAN_LIMIT } from './limits'
import type { EventFilter } from './schema'
import { findTargets, type Targets } from './search-store'
import { rangeOf } from './span'
import { kindOfKey } from './unknown-kind'

/** A condition, and whether an index of Event answers it together with the order by id. */
type Clause = { text: string; params: SqlValue[]; indexed: boolean }

export type EventQuery = {
  workspaceId: string
  filter: EventFilter
  now: Date
  /** The workspace's zone and country: when a day begins, and how a national number is read. */
  zone: string
  country: string
}

/** A prepared filter: the text of its WHERE, and whether it is limited to the newest `SCAN_LIMIT` events. */
export type EventWhere = { text: string; params: SqlValue[]; windowed: boolean; impossible: boolean }

const view = (text: string, indexed: boolean, ...params: SqlValue[]): Clause => ({ text, params, indexed })

function viewClause(name: EventView): Clause | undefined {
  switch (name) {
    case 'all':
      return undefined
    case 'review':
      return view(`"outcome" IN ('conflict','ambiguous')`, true)
    case 'no-phone':
      return view(`"hasPhone" = ? AND "kind" = 'message'`, false, false)
    case 'not-understood':
      return view(`"outcome" = 'unsupported'`, true)
    default:
      return assertNever(name)
  }
}

/** `message-failed` carries WhatsApp's own code in its arguments; each code is a cause of its own. */
export function metaCodeOf(sql: Pick<Sql, 'dialect'>): string {
  return sql.dialect === 'sqlite' ? `CAST(json_extract("errorArgs",'$.meta') AS TEXT)` : `("errorArgs"->>'meta')`
}

const META_CAUSE = /^(message-failed|message-has-error|number-has-error):(\d{1,9})$/

function causeClause(cause: string, sql: Sql): Clause {
  const meta = META_CAUSE.exec(cause)
  if (!meta) return { text: '"errorCode" = ?', params: [cause], indexed: true }
  return { text: `"errorCode" = ? AND ${metaCodeOf(sql)} = ?`, params: [meta[1] ?? '', meta[2] ?? ''], indexed: true }
}

/** Beside the view "not understood", whose index leaves few rows to look through. */
function whatClause(what: string): Clause {
  const { field, type } = kindOfKey(what)
  if (type === null) return view('"field" = ? AND "type" IS NULL', false, field)
  return view('"field" = ? AND "type" = ?', false, field, type)
}

function spanClauses({ filter, now, zone }: EventQuery, sql: Sql): Clause[] {
  if (!filter.span) return []
  const { from, to } = rangeOf(filter.span, now, zone)
  const moment = sql.dialect === 'sqlite' ? '?' : '?::timestamp'
  const clauses: Clause[] = [
    // The id is made after the receipt, so the range of ids is a little too wide and the time itself is asked as well.
    { text: `"id" >= ? AND "receivedAt" >= ${moment}`, params: [firstIdAt('ev', from), from], indexed: true },
  ]
  if (to) clauses.push({ text: `"receivedAt" < ${moment}`, params: [to], indexed: true })
  return clauses
}

function targetClause(targets: Targets, sql: Sql): Clause {
  const parts: string[] = []
  const params: SqlValue[] = []
  const among = (column: string, ids: string[]) => {
    if (ids.length === 0) return
    parts.push(`"${column}" IN ${inList(sql)}`)
    params.push(JSON.stringify(ids))
  }
  among('contactId', targets.contactIds)
  among('threadId', targets.threadIds)
  among('id', targets.eventIds)
  among('deliveryId', targets.deliveryIds)
  if (targets.wamid) {
    // A range, not LIKE: wamids are case-sensitive, and a range is what the index answers.
    parts.push('("wamid" >= ? AND "wamid" < ?)')
    params.push(targets.wamid, `${targets.wamid}\u{10ffff}`)
  }
  return { text: `(${parts.join(' OR ')})`, params, indexed: true }
}

function plainClauses(filter: EventFilter, sql: Sql): Clause[] {
  const clauses: (Clause | undefined)[] = [
    filter.view ? viewClause(filter.view) : undefined,
    filter.outcome ? view('"outcome" = ?', true, filter.outcome) : undefined,
    filter.numberId ? view('"numberId" = ?', true, filter.numberId) : undefined,
    filter.contactId ? view('"contactId" = ?', true, filter.contactId) : undefined,
    filter.cause ? causeClause(filter.cause, sql) : undefined,
    filter.kind ? view('"kind" = ?', false, filter.kind) : undefined,
    filter.what ? whatClause(filter.what) : undefined,
  ]
  return clauses.filter((clause) => clause !== undefined)
}

/** The newest id that is older than the scan window, or undefined while there are fewer events than that. */
async function windowFloor(workspaceId: string): Promise<string | undefined> {
  const [row] = await db.event.findMany({
    where: { workspaceId },
    orderBy: { id: 'desc' },
    skip: SCAN_LIMIT,
    take: 1,
    select: { id: true },
  })
  return row?.id
}

const NOTHING: EventWhere = { text: '', params: [], windowed: false, impossible: true }

/** Prepares a filter once; the list, its count, the export and a filtered replay all read through it. */
export async function whereEvents(query: EventQuery): Promise<EventWhere> {
  const { workspaceId, filter } = query
  const sql = sqlOf(db)
  const clauses = [...plainClauses(filter, sql), ...spanClauses(query, sql)]
  if (filter.q) {
    const targets = await findTargets(query, filter.q)
    if (!targets) return NOTHING
    clauses.push(targetClause(targets, sql))
  }
  const answeredByIndex = clauses.length <= 1 && clauses.every((clause) => clause.indexed)
  const searched = Boolean(filter.q ?? filter.contactId ?? filter.what)
  const floor = answeredByIndex || searched ? undefined : await windowFloor(workspaceId)
  if (floor) clauses.push({ text: '"id" > ?', params: [floor], indexed: true })
  const text = ['"workspaceId" = ?', ...clauses.map((clause) => clause.text)].join(' AND ')
  const params = [workspaceId, ...clauses.flatMap((clause) => clause.params)]
  return { text, params, windowed: floor !== undefined, impossible: false }
}

/** How many match, counted up to `COUNT_LIMIT`; `more` says that counting stopped there. */
export async function countEvents(where: EventWhere): Promise<{ count: number; more: boolean }> {
  if (where.impossible) return { count: 0, more: false }
  const [row] = await sqlOf(db).all<{ n: unknown }>(
    `SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM "Event" WHERE ${where.text} LIMIT ${COUNT_LIMIT + 1}) AS counted`,
    where.params,
  )
  const found = Number(row?.n ?? 0)
  return { count: Math.min(found, COUNT_LIMIT), more: found > COUNT_LIMIT }
}

type EventSort = 'received' | 'outcome' | 'contact'
export type EventPage = { sort: EventSort; dir: 'asc' | 'desc'; skip: number; take: number }

/** Each order has an index that ends with the id, so the last tie-break costs nothing. */
function orderText({ sort, dir }: Pick<EventPage, 'sort' | 'dir'>): string {
  const way = dir === 'asc' ? 'ASC' : 'DESC'
  if (sort === 'received') return `"id" ${way}`
  return sort === 'outcome' ? `"outcome" ${way}, "id" ${way}` : `"contactId" ${way}, "id" ${way}`
}

/** The ids of one page, in order. */
export async function eventIdsOfPage(where: EventWhere, page: EventPage): Promise<string[]> {
  if (where.impossible) return []
  const rows = await sqlOf(db).all<{ id: string }>(
    `SELECT "id" FROM "Event" WHERE ${where.text} ORDER BY ${orderText(page)} LIMIT ? OFFSET ?`,
    [...where.params, page.take, page.skip],
  )
  return rows.map((row) => row.id)
}

/** The next ids after one, newest first: for exports and replays, which walk the whole answer. */
export async function nextEventIds(
  where: EventWhere,
  { after, take }: { after?: string | undefined; take: number },
): Promise<string[]> {
  if (where.impossible) return []
  const older = after === undefined ? '' : ' AND "id" < ?'
  const rows = await sqlOf(db).all<{ id: string }>(
    `SELECT "id" FROM "Event" WHERE ${where.text}${older} ORDER BY "id" DESC LIMIT ?`,
    [...where.params, ...(after === undefined ? [] : [after]), take],
  )
  return rows.map((row) => row.id)
}
