import { inList, type Sql, type SqlRow, type SqlValue } from '@/lib/server/sql'
import { asJsonRows, type ColumnTypes, fromJson, type JsonRow, jsonRows, jsonTime, readJsonRows } from './json-rows'
import type { EntryColumn, EntryColumns } from './schema'

/**
 * The set-wise statements of the sheet, for imports, bulk changes and their undo: one statement per thousand rows
 * instead of one per row. Everything runs inside the caller's transaction and inside one workspace.
 */
const CHUNK = 1_000

const COLUMN_TYPES: Record<EntryColumn, 'text' | 'int' | 'time'> = {
  name: 'text',
  nameKey: 'text',
  kind: 'text',
  location: 'text',
  audience: 'text',
  currentDestination: 'text',
  newDestination: 'text',
  risk: 'text',
  ownerMemberId: 'text',
  ownerName: 'text',
  updateDate: 'text',
  waveId: 'text',
  rollbackPath: 'text',
  rollbackState: 'text',
  leadDays: 'int',
  notes: 'text',
  testResult: 'text',
  testMessage: 'text',
  testedAt: 'time',
  archivedAt: 'time',
}

export const ENTRY_COLUMNS = Object.keys(COLUMN_TYPES) as EntryColumn[]
const COLUMN_LIST = ENTRY_COLUMNS.map((column) => `"${column}"`).join(', ')

function chunks<T>(rows: readonly T[]): T[][] {
  const parts: T[][] = []
  for (let i = 0; i < rows.length; i += CHUNK) parts.push(rows.slice(i, i + CHUNK))
  return parts
}

function timed(columns: Partial<EntryColumns>): JsonRow {
  const entries = Object.entries(columns).map(([column, value]) => [
    column,
    COLUMN_TYPES[column as EntryColumn] === 'time' && typeof value === 'string' ? new Date(value) : value,
  ])
  return Object.fromEntries(entries)
}

/** One batch at a time in a workspace: two imports of one file cannot both find that a row is missing. */
export async function lockSheet(sql: Sql, workspaceId: string): Promise<void> {
  // SQLite has one writer already.
  if (sql.dialect === 'postgresql') {
    await sql.all('SELECT "id" FROM "Workspace" WHERE "id" = ? FOR NO KEY UPDATE', [workspaceId])
  }
}

export type StoredRow = { id: string; version: number; moveState: string; updatedAt: Date; columns: EntryColumns }

function toStored(row: SqlRow): StoredRow {
  const { id, version, moveState, updatedAt, ...columns } = row
  return {
    id: String(id),
    version: Number(version),
    moveState: String(moveState),
    updatedAt: jsonTime(updatedAt) ?? new Date(0),
    columns: {
      ...(columns as EntryColumns),
      testedAt: jsonTime(columns.testedAt)?.toISOString() ?? null,
      archivedAt: jsonTime(columns.archivedAt)?.toISOString() ?? null,
    },
  }
}

const READ_COLUMNS = ['id', 'version', 'moveState', 'updatedAt', ...ENTRY_COLUMNS]
const SELECT = `SELECT ${READ_COLUMNS.map((column) => `"${column}"`).join(', ')} FROM "EntryPoint"`

async function readStored(sql: Sql, from: string, params: SqlValue[]): Promise<StoredRow[]> {
  const rows = readJsonRows(await sql.all(asJsonRows(sql.dialect, READ_COLUMNS, from), params))
  return rows.map(toStored).sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Every row on the sheet, oldest first: what an import is compared with. */
export async function loadActiveRows(sql: Sql, workspaceId: string): Promise<StoredRow[]> {
  return readStored(sql, `${SELECT} WHERE "workspaceId" = ? AND "archivedAt" IS NULL`, [workspaceId])
}

/** The rows with these ids, archived or not, locked against other writers until the transaction ends. */
export async function loadRows(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<StoredRow[]> {
  const lock = sql.dialect === 'postgresql' ? ' ORDER BY "id" FOR UPDATE' : ''
  const found: StoredRow[] = []
  for (const part of chunks([...ids].sort())) {
    const from = `${SELECT} WHERE "id" IN ${inList(sql)} AND ("workspaceId" || '') = ?${lock}`
    found.push(...(await readStored(sql, from, [JSON.stringify(part), workspaceId])))
  }
  return found
}

export type NewRow = { id: string; columns: EntryColumns }
export type Origin = { workspaceId: string; importId: string; createdById: string | null; now: Date }

export async function insertRows(sql: Sql, origin: Origin, rows: readonly NewRow[]): Promise<void> {
  const from = fromJson(sql.dialect, { id: 'text', ...COLUMN_TYPES })
  const at = sql.dialect === 'postgresql' ? '?::timestamp' : '?'
  const text = `INSERT INTO "EntryPoint" ("id", ${COLUMN_LIST}, "workspaceId", "importId", "createdById", "createdAt", "updatedAt")
    SELECT v."id", ${ENTRY_COLUMNS.map((column) => `v."${column}"`).join(', ')}, ?, ?, ?, ${at}, ${at} FROM ${from}`
  const { workspaceId, importId, createdById, now } = origin
  for (const part of chunks(rows)) {
    const json = jsonRows(
      sql.dialect,
      part.map((row) => ({ id: row.id, ...timed(row.columns) })),
    )
    await sql.run(text, [workspaceId, importId, createdById, now, now, json])
  }
}

export type RowChange = { id: string; version: number; changes: Partial<EntryColumns> }

/**
 * Writes `columns` of many rows, each only if it still has the version it was read with. Every change must carry all of
 * `columns`. Returns how many rows were written; fewer than given means that somebody else was faster.
 */
export async function updateRows(
  sql: Sql,
  given: { workspaceId: string; now: Date; columns: readonly EntryColumn[] },
  rows: readonly RowChange[],
): Promise<number> {
  const types: ColumnTypes = Object.fromEntries(given.columns.map((column) => [column, COLUMN_TYPES[column]]))
  const from = fromJson(sql.dialect, { id: 'text', version: 'int', ...types })
  const at = sql.dialect === 'postgresql' ? '?::timestamp' : '?'
  const sets = given.columns.map((column) => `"${column}" = v."${column}"`).join(', ')
  // The empty text keeps SQLite from looking for each row of the sheet among the values: it must look for each value in
  // the sheet, by the primary key. The other way round takes 40 seconds for 5,000 rows.
  const text = `UPDATE "EntryPoint" SET ${sets}, "version" = "EntryPoint"."version" + 1, "updatedAt" = ${at}
    FROM ${from} WHERE "EntryPoint"."id" = (v."id" || '') AND ("EntryPoint"."workspaceId" || '') = ?
      AND "EntryPoint"."version" = v."version"`
  let written = 0
  for (const part of chunks(rows)) {
    const values = part.map(({ id, version, changes }) => ({ ...timed(changes), id, version }))
    written += await sql.run(text, [given.now, jsonRows(sql.dialect, values), given.workspaceId])
  }
  return written
}

/** Deletes rows that nobody has touched since they were imported. Returns how many. */
export async function deleteUntouched(sql: Sql, workspaceId: string, ids: readonly string[]): Promise<number> {
  let gone = 0
  for (const part of chunks(ids)) {
    const marks = part.map(() => '?').join(',')
    const text = `DELETE FROM "EntryPoint" WHERE "workspaceId" = ? AND "version" = 1 AND "id" IN (${marks})`
    gone += await sql.run(text, [workspaceId, ...part])
  }
  return gone
}
