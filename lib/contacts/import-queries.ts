import { type Actor, can } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import {
  asImportState,
  IMPORT_KIND,
  type ImportPlan,
  type ImportState,
  SYNC_KIND,
  type UndoCounts,
} from './import-model'
import { findImport, planOf } from './import-store'
import { maskSample } from './mask-sample'
import type { Counts } from './model'
import { openImport } from './open-import'

export type ImportSummary = {
  id: string
  /** `import`: a file; `sync`: the API. */
  kind: 'import' | 'sync'
  name: string
  state: ImportState
  total: number
  counts: Counts
  undo: UndoCounts | null
  by: string | null
  createdAt: Date
}

type StoredBatch = NonNullable<Awaited<ReturnType<typeof findImport>>>

function toSummary(batch: StoredBatch, by: string | null): ImportSummary {
  const { created, updated, skipped, failed } = batch
  return {
    id: batch.id,
    kind: batch.kind === SYNC_KIND ? 'sync' : 'import',
    name: batch.fileName ?? 'contacts.csv',
    state: asImportState(batch.state),
    total: batch.total,
    counts: { created, updated, skipped, failed },
    undo: batch.mapping ? (planOf(batch).undo ?? null) : null,
    by,
    createdAt: batch.createdAt,
  }
}

/** Names behind member and token ids, for "by whom". */
async function namesOf(workspaceId: string, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))]
  const [members, tokens] = await Promise.all([
    db.member.findMany({
      where: { workspaceId, id: { in: wanted } },
      select: { id: true, user: { select: { name: true } } },
    }),
    db.apiToken.findMany({ where: { workspaceId, id: { in: wanted } }, select: { id: true, name: true } }),
  ])
  return new Map([
    ...members.map((member) => [member.id, member.user.name] as const),
    ...tokens.map((token) => [token.id, `${token.name} (API)`] as const),
  ])
}

const MOST_IMPORTS = 50

/** Past imports and API syncs that changed something, newest first. */
export async function listImports(actor: Actor): Promise<Result<ImportSummary[], 'not-allowed'>> {
  if (!can(actor, 'contacts:read')) return fail('not-allowed')
  const { workspaceId } = actor
  const batches = await db.batch.findMany({
    where: { workspaceId, kind: { in: [IMPORT_KIND, SYNC_KIND] } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_IMPORTS,
  })
  const names = await namesOf(
    workspaceId,
    batches.map((batch) => batch.createdById),
  )
  return ok(batches.map((batch) => toSummary(batch, names.get(batch.createdById ?? '') ?? null)))
}

export type ImportRowNote = {
  row: number
  column: string | null
  code: string
  message: string
  contactId: string | null
}

export type ImportDetail = ImportSummary & {
  plan: ImportPlan
  /** The first rows of the file, masked, while it waits to be mapped. */
  sample: string[][]
  /** The first failed rows. */
  failedRows: ImportRowNote[]
  /** After an undo: the first rows whose contact was changed later and stays. */
  keptRows: ImportRowNote[]
  /** The same file was imported before, on this date. */
  importedBefore: Date | null
}

const MOST_ROWS = 200
const SAMPLE_ROWS = 3

async function notes(workspaceId: string, batchId: string, result: 'failed' | 'kept'): Promise<ImportRowNote[]> {
  const rows = await db.batchRow.findMany({
    where: { workspaceId, batchId, result },
    orderBy: [{ row: 'asc' }, { id: 'asc' }],
    take: MOST_ROWS,
    select: { row: true, column: true, code: true, message: true, subjectId: true },
  })
  return rows.map(({ subjectId, code, message, ...row }) => ({
    ...row,
    code: code ?? '',
    message: message ?? '',
    contactId: subjectId,
  }))
}

async function sampleOf(workspaceId: string, batch: StoredBatch): Promise<string[][]> {
  if (batch.state !== 'staged') return []
  const opened = await openImport(workspaceId, batch.id)
  if (!opened.ok) return []
  const sample: string[][] = []
  const { columns } = planOf(batch).mapping
  for (const record of opened.value.file.records()) {
    sample.push(record.cells.map((cell, i) => maskSample(cell, columns[i] ?? 'ignore')))
    if (sample.length === SAMPLE_ROWS) break
  }
  return sample
}

async function importedBefore(batch: StoredBatch): Promise<Date | null> {
  if (!batch.fileHash) return null
  const earlier = await db.batch.findFirst({
    where: {
      workspaceId: batch.workspaceId,
      kind: IMPORT_KIND,
      fileHash: batch.fileHash,
      state: 'done',
      id: { lt: batch.id },
    },
    orderBy: { id: 'desc' },
    select: { createdAt: true },
  })
  return earlier?.createdAt ?? null
}

export async function importDetail(
  actor: Actor,
  batchId: string,
): Promise<Result<ImportDetail, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'contacts:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const batch = await findImport(workspaceId, batchId)
  if (!batch) return fail('not-found')
  const [names, sample, failedRows, keptRows, before] = await Promise.all([
    namesOf(workspaceId, [batch.createdById]),
    sampleOf(workspaceId, batch),
    notes(workspaceId, batchId, 'failed'),
    notes(workspaceId, batchId, 'kept'),
    importedBefore(batch),
  ])
  const summary = toSummary(batch, names.get(batch.createdById ?? '') ?? null)
  return ok({ ...summary, plan: planOf(batch), sample, failedRows, keptRows, importedBefore: before })
}

type Reject = { cells: string[]; row: number; column: string | null; message: string | null }

async function* rejectPages(workspaceId: string, batchId: string): AsyncGenerator<Reject[]> {
  let after = { row: -1, id: '' }
  for (;;) {
    const rows = await db.batchRow.findMany({
      where: {
        workspaceId,
        batchId,
        result: 'failed',
        OR: [{ row: { gt: after.row } }, { row: after.row, id: { gt: after.id } }],
      },
      orderBy: [{ row: 'asc' }, { id: 'asc' }],
      take: 500,
    })
    const last = rows.at(-1)
    if (!last) return
    yield rows.map(({ source, row, column, message }) => ({ cells: asCells(source), row, column, message }))
    after = { row: last.row, id: last.id }
  }
}

function asCells(source: unknown): string[] {
  return Array.isArray(source) ? source.map(String) : []
}

/**
 * The rows that failed as a CSV file: the columns as they were, then where and why. Repaired, it can be imported as it
 * is; the three columns at the end are left out by the suggested mapping.
 */
export async function rejectsFile(
  actor: Actor,
  batchId: string,
): Promise<Result<{ fileName: string; body: ReadableStream<Uint8Array> }, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'contacts:write')) return fail('not-allowed')
  const batch = await findImport(actor.workspaceId, batchId)
  // What came through the API has no file: its failures were in the answer.
  if (!batch?.mapping) return fail('not-found')
  const columns: CsvColumn<Reject>[] = [
    ...planOf(batch).header.map((header, i) => ({ header, value: (reject: Reject) => reject.cells[i] ?? '' })),
    { header: 'handrail_row', value: (reject) => reject.row },
    { header: 'handrail_column', value: (reject) => reject.column },
    { header: 'handrail_problem', value: (reject) => reject.message },
  ]
  const fileName = `rejects of ${(batch.fileName ?? 'contacts').replace(/\.csv$/i, '')}.csv`
  return ok({ fileName, body: csvStream(columns, rejectPages(actor.workspaceId, batchId)) })
}
