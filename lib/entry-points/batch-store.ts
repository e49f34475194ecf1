import { db, type Tx } from '@/lib/server/db'
import { asJson, type Sql, type SqlRow } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { fromJson, jsonRows } from './json-rows'
import type { EntryColumns } from './schema'

/** One import or bulk change of the sheet, and the rows it touched or refused. */
export const BATCH_KINDS = ['entry-points-import', 'entry-points-edit'] as const
export type BatchKind = (typeof BATCH_KINDS)[number]

export type BatchEntry = {
  row: number
  /** `waiting`: work that is still to be done, as in a run of checks. */
  result: 'created' | 'updated' | 'failed' | 'waiting'
  subjectId?: string
  column?: string
  code?: string
  message?: string
  /** The cells of a failed row, for the rejects download. */
  source?: SourceCell[]
  before?: Partial<EntryColumns>
  after?: Partial<EntryColumns>
}

const TYPES = {
  id: 'text',
  row: 'int',
  result: 'text',
  subjectId: 'text',
  column: 'text',
  code: 'text',
  message: 'text',
  source: 'json',
  before: 'json',
  after: 'json',
} as const
const COLUMNS = Object.keys(TYPES) as (keyof typeof TYPES)[]
const CHUNK = 1_000

export async function insertBatchRows(
  sql: Sql,
  batch: { workspaceId: string; batchId: string },
  entries: readonly BatchEntry[],
): Promise<void> {
  const list = COLUMNS.map((column) => `"${column}"`).join(', ')
  const text = `INSERT INTO "BatchRow" (${list}, "workspaceId", "batchId")
    SELECT ${COLUMNS.map((column) => `v."${column}"`).join(', ')}, ?, ? FROM ${fromJson(sql.dialect, TYPES)}`
  for (let i = 0; i < entries.length; i += CHUNK) {
    const rows = entries.slice(i, i + CHUNK).map((entry) => ({
      id: newId('row'),
      row: entry.row,
      result: entry.result,
      subjectId: entry.subjectId ?? null,
      column: entry.column ?? null,
      code: entry.code ?? null,
      message: entry.message ?? null,
      source: entry.source ?? null,
      before: entry.before ?? null,
      after: entry.after ?? null,
    }))
    await sql.run(text, [batch.workspaceId, batch.batchId, jsonRows(sql.dialect, rows)])
  }
}

export type ChangedEntry = {
  subjectId: string
  result: 'created' | 'updated'
  before: Partial<EntryColumns>
  after: Partial<EntryColumns>
}

/** What a batch did, in the order it was done. */
export async function loadChangedEntries(sql: Sql, workspaceId: string, batchId: string): Promise<ChangedEntry[]> {
  const rows = await sql.all<SqlRow>(
    `SELECT "subjectId", "result", "before", "after" FROM "BatchRow"
     WHERE "batchId" = ? AND "workspaceId" = ? AND "result" IN ('created', 'updated') ORDER BY "row"`,
    [batchId, workspaceId],
  )
  return rows.map((row) => ({
    subjectId: String(row.subjectId),
    result: row.result === 'created' ? 'created' : 'updated',
    before: row.before ? asJson<Partial<EntryColumns>>(row.before) : {},
    after: row.after ? asJson<Partial<EntryColumns>>(row.after) : {},
  }))
}

export type BatchView = {
  id: string
  kind: BatchKind
  fileName: string | null
  state: string
  total: number
  created: number
  updated: number
  skipped: number
  failed: number
  createdAt: Date
  undoneAt: Date | null
}

const KINDS: readonly string[] = BATCH_KINDS

function isBatchKind(kind: string): kind is BatchKind {
  return KINDS.includes(kind)
}

export async function findBatch(
  workspaceId: string,
  id: string,
  reader: Pick<Tx, 'batch'> = db,
): Promise<BatchView | null> {
  const batch = await reader.batch.findFirst({ where: { id, workspaceId, kind: { in: [...BATCH_KINDS] } } })
  return batch && isBatchKind(batch.kind) ? { ...batch, kind: batch.kind } : null
}

/** Heading and cell, as pairs: Postgres keeps the keys of an object in an order of its own. */
export type SourceCell = [heading: string, cell: string]

export type FailedRow = {
  row: number
  column: string | null
  code: string
  message: string
  source: SourceCell[]
}

/** The rows of an import that could not be used, in file order. */
export async function findFailedRows(workspaceId: string, batchId: string, take: number): Promise<FailedRow[]> {
  const rows = await db.batchRow.findMany({
    where: { batchId, workspaceId, result: 'failed' },
    orderBy: [{ row: 'asc' }, { id: 'asc' }],
    take,
  })
  return rows.map(({ row, column, code, message, source }) => ({
    row,
    column,
    code: code ?? 'bad-input',
    message: message ?? '',
    source: Array.isArray(source) ? asJson<SourceCell[]>(source) : [],
  }))
}
