import { db, dialect, type Prisma, sqlOf } from '@/lib/server/db'
import { inList, type Sql, type SqlRow } from '@/lib/server/sql'
import type { EntryPointFilters } from './filters'
import { asJsonRows, jsonTime, readJsonRows } from './json-rows'
import type { WaveReference } from './references'
import type { EntryPointRecord } from './store'
import { type ListContext, type ListOrder, orderSql, type SqlPart, whereSql } from './where-sql'

/** Reads of the list: which rows a filter shows, in which order, and those rows. */
export type ListRead = { filters: EntryPointFilters; context: ListContext }

function reader(): Sql {
  return sqlOf(db)
}

export async function countRows({ filters, context }: ListRead): Promise<number> {
  const where = whereSql(filters, context)
  const rows = await reader().all(`SELECT COUNT(*) AS "n" FROM "EntryPoint" WHERE ${where.text}`, where.params)
  return Number(rows[0]?.n ?? 0)
}

/** Every id a filter shows, in no certain order. */
export async function findAllIds({ filters, context }: ListRead, sql: Sql = reader()): Promise<string[]> {
  const where = whereSql(filters, context)
  const text = `SELECT "id" FROM "EntryPoint" WHERE ${where.text}`
  const rows = readJsonRows(await sql.all(asJsonRows(sql.dialect, ['id'], text), where.params))
  return rows.map((row) => String(row.id))
}

async function slice(where: SqlPart, order: SqlPart, window: { skip: number; take: number }): Promise<string[]> {
  const rows = await reader().all<{ id: string }>(
    `SELECT "id" FROM "EntryPoint" WHERE ${where.text} ORDER BY ${order.text} LIMIT ? OFFSET ?`,
    [...where.params, ...order.params, window.take, window.skip],
  )
  return rows.map((row) => row.id)
}

export type ListWindow = { skip: number; take: number; total: number }

/**
 * The ids of a part of the list. What lies in its second half is counted from the end, so that the last page costs what
 * the first one does.
 */
export async function findIds(read: ListRead, order: ListOrder, window: ListWindow): Promise<string[]> {
  const where = whereSql(read.filters, read.context)
  const take = Math.min(window.take, window.total - window.skip)
  if (take <= 0) return []
  const fromEnd = window.total - window.skip - take
  if (fromEnd >= window.skip) return slice(where, orderSql(order, read.context), { skip: window.skip, take })
  const ids = await slice(where, orderSql({ ...order, reversed: true }, read.context), { skip: fromEnd, take })
  return ids.reverse()
}

/** The ids after one, oldest first: for the export and the API, which go through everything once. */
export async function findIdsAfter(read: ListRead, after: string, take: number): Promise<string[]> {
  const where = whereSql(read.filters, read.context)
  const rows = await reader().all<{ id: string }>(
    `SELECT "id" FROM "EntryPoint" WHERE ${where.text} AND "id" > ? ORDER BY "id" LIMIT ?`,
    [...where.params, after, take],
  )
  return rows.map((row) => row.id)
}

const COLUMNS = [
  ...['id', 'workspaceId', 'name', 'nameKey', 'kind', 'location', 'audience', 'currentDestination', 'newDestination'],
  ...[
    'risk',
    'ownerMemberId',
    'ownerName',
    'updateDate',
    'waveId',
    'rollbackPath',
    'rollbackState',
    'leadDays',
    'notes',
  ],
  ...['moveState', 'movedAt', 'testResult', 'testMessage', 'testedAt', 'importId', 'archivedAt', 'version'],
  ...['createdById', 'createdAt', 'updatedAt'],
]
const TIMES = ['movedAt', 'testedAt', 'archivedAt', 'createdAt', 'updatedAt']
const COLUMN_LIST = COLUMNS.map((column) => `"${column}"`).join(', ')

function toRecord(row: SqlRow, waves: ReadonlyMap<string, WaveReference>): EntryPointRecord {
  const times = Object.fromEntries(TIMES.map((name) => [name, jsonTime(row[name])]))
  const columns = { ...row, ...times } as Prisma.EntryPointGetPayload<object>
  const wave = waves.get(columns.waveId ?? '')
  const { id, number, name, state } = wave ?? { id: '', number: 0, name: '', state: '' }
  return { ...columns, wave: wave ? { id, number, name, state } : null }
}

/** The rows with these ids, in the order of the ids; one that is gone is left out. */
export async function findRecords(
  workspaceId: string,
  ids: readonly string[],
  waves: readonly WaveReference[],
): Promise<EntryPointRecord[]> {
  if (ids.length === 0) return []
  const kind = dialect()
  // The empty text keeps SQLite from going through the whole workspace to look for a hundred ids.
  const from = `SELECT ${COLUMN_LIST} FROM "EntryPoint"
    WHERE "id" IN ${inList({ dialect: kind })} AND ("workspaceId" || '') = ?`
  const answer = await reader().all(asJsonRows(kind, COLUMNS, from), [JSON.stringify(ids), workspaceId])
  const byId = new Map(waves.map((wave) => [wave.id, wave]))
  const found = new Map(readJsonRows(answer).map((row) => [String(row.id), toRecord(row, byId)]))
  return ids.flatMap((id) => found.get(id) ?? [])
}
