import { createHash } from 'node:crypto'
import { kindEdited } from '@/lib/approvals/subject-edited'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { db, sqlOf, type Tx } from '@/lib/server/db'
import type { Sql } from '@/lib/server/sql'
import { CsvError } from '@/lib/shared/csv-read'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type BatchEntry, insertBatchRows } from './batch-store'
import { ENTRY_COLUMNS, insertRows, loadActiveRows, lockSheet, updateRows } from './bulk-store'
import { CSV_COLUMN_WORDS, matchColumns, missingColumns } from './import-columns'
import { type FileProblem, type ImportFile, openImportFile } from './import-file'
import { type ImportOutcome, outcomeOf } from './import-outcome'
import type { ValueChoices } from './import-row'
import type { MissingWaves } from './import-waves'
import { type ImportPlan, planImport } from './plan-import'
import { loadReferences } from './store'
import { beforeOf } from './update-entry-point'

export type ImportRequest = {
  /** A CSV file or an Excel workbook. */
  file: string | Uint8Array
  /** Which sheet of a workbook; the first one unless given. */
  sheet?: string | undefined
  dryRun?: boolean
  fileName?: string | null
  /** Heading to field (`''` leaves a column out): what a person chose instead of Handrail's reading. */
  columns?: Readonly<Record<string, string>>
  choices?: ValueChoices
  /** Without it, waves given by number are planned for those who may plan waves; names are never guessed. */
  missingWaves?: MissingWaves
  /** The counts of the preview a person agreed to. When the file would do something else by now, nothing is done. */
  agreed?: { created: number; updated: number; skipped: number; failed: number } | undefined
  /** Ends the import where it is, with nothing of it left: the person cancelled, or is gone. */
  signal?: AbortSignal
}

export type ImportRefusal =
  | FileProblem
  | 'not-allowed'
  | 'import-cancelled'
  | 'no-columns'
  | 'waves-not-allowed'
  | 'file-changed'
  | 'changed-meanwhile'

type Opened = { file: ImportFile; request: ImportRequest; hash: string; missingWaves: MissingWaves }

async function open(actor: Actor, request: ImportRequest): Promise<Result<Opened, ImportRefusal>> {
  const bytes = typeof request.file === 'string' ? new TextEncoder().encode(request.file) : request.file
  const opened = await openImportFile(bytes, request.sheet)
  if (!opened.ok) return opened
  const missing = missingColumns(matchColumns(opened.value.header, request.columns).mapping)
  if (missing.length > 0) {
    const words = missing.map((column) => `“${CSV_COLUMN_WORDS[column]}”`).join(' and ')
    const { header, sheet, sheets } = opened.value
    return fail('no-columns', { missing: words, header, sheet, sheets })
  }
  const mayPlan = can(actor, 'calendar:write')
  if (request.missingWaves && request.missingWaves !== 'refuse' && !mayPlan) return fail('waves-not-allowed')
  const hash = createHash('sha256').update(bytes).digest('hex')
  return ok({
    file: opened.value,
    request,
    hash,
    missingWaves: request.missingWaves ?? (mayPlan ? 'number' : 'refuse'),
  })
}

async function planOn(tx: Tx, workspaceId: string, { file, request, missingWaves }: Opened): Promise<ImportPlan> {
  const [existing, references] = [await loadActiveRows(sqlOf(tx), workspaceId), await loadReferences(workspaceId, tx)]
  const { mapping } = matchColumns(file.header, request.columns)
  const { members, waves } = references
  return planImport(file.records(), {
    ...{ header: file.header, mapping, choices: request.choices ?? {}, missingWaves, existing, members, waves, newId },
  })
}

function isAgreed(plan: ImportPlan, agreed: ImportRequest['agreed']): boolean {
  if (!agreed) return true
  const { created, updated, skipped, failed } = outcomeOf(plan)
  const same = created === agreed.created && updated === agreed.updated
  return same && skipped === agreed.skipped && failed === agreed.failed
}

/**
 * Imports a file of entry points, or with `dryRun` says what it would do. Rows are recognised by name, kind and
 * location: new ones are created, changed ones updated, equal ones skipped, unusable ones failed with row, column and
 * sentence; the four counts add up to the rows of the file. One transaction, one batch that can be undone.
 */
export async function importEntryPoints(
  actor: Actor,
  request: ImportRequest,
): Promise<Result<ImportOutcome, ImportRefusal>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  const opened = await open(actor, request)
  if (!opened.ok) return opened
  const { file, hash } = opened.value
  const columns = matchColumns(file.header, request.columns)
  const about = { file, columns }
  try {
    if (request.dryRun) return ok(outcomeOf(await planOn(db, actor.workspaceId, opened.value), about))
    return await transact<ImportOutcome, ImportRefusal>(actor, async (tx, record) => {
      await lockSheet(sqlOf(tx), actor.workspaceId)
      const plan = await planOn(tx, actor.workspaceId, opened.value)
      if (request.signal?.aborted) return fail('import-cancelled')
      if (!isAgreed(plan, request.agreed)) return fail('file-changed')
      const batchId = newId('imp')
      const written = await writePlan(tx, actor, { plan, batchId, hash, request })
      if (request.signal?.aborted) return fail('import-cancelled')
      if (!written) return fail('changed-meanwhile')
      await kindEdited(tx, actor, 'wave')
      recordPlan(record, { plan, batchId, hash, fileName: request.fileName ?? null })
      return ok(outcomeOf(plan, about, batchId))
    })
  } catch (error) {
    if (error instanceof CsvError) return fail(error.code, { row: error.row })
    throw error
  }
}

type Writing = { plan: ImportPlan; batchId: string; hash: string; request: ImportRequest }

async function writePlan(tx: Tx, actor: Actor, { plan, batchId, hash, request }: Writing): Promise<boolean> {
  const sql = sqlOf(tx)
  const { workspaceId } = actor
  const now = new Date()
  const { total, created, updated, skipped, failed } = outcomeOf(plan)
  const { fileName = null } = request
  await tx.batch.create({
    data: {
      ...{ id: batchId, workspaceId, kind: 'entry-points-import', fileName, fileHash: hash, state: 'done' },
      ...{ total, created, updated, skipped, failed, createdById: actorId(actor), endedAt: now },
    },
  })
  const waves = plan.newWaves.map(({ id, number, name }) => ({ id, workspaceId, number, name }))
  if (waves.length > 0) await tx.wave.createMany({ data: waves })
  await insertRows(sql, { workspaceId, importId: batchId, createdById: actorId(actor), now }, plan.creates)
  if (request.signal?.aborted) return false
  const written = await updateRows(
    sql,
    { workspaceId, now, columns: ENTRY_COLUMNS },
    plan.updates.map(({ stored, changes }) => ({
      id: stored.id,
      version: stored.version,
      changes: { ...stored.columns, ...changes },
    })),
  )
  if (written !== plan.updates.length) return false
  await keepRows(sql, { workspaceId, batchId }, plan)
  return true
}

async function keepRows(sql: Sql, batch: { workspaceId: string; batchId: string }, plan: ImportPlan): Promise<void> {
  const entries: BatchEntry[] = [
    ...plan.creates.map(({ row, id }) => ({ row, result: 'created' as const, subjectId: id })),
    ...plan.updates.map(({ row, stored, changes }) => ({
      ...{ row, result: 'updated' as const, subjectId: stored.id },
      ...{ before: beforeOf(stored.columns, changes), after: changes },
    })),
    ...plan.failures.map(({ row, column, code, message, source }) => ({
      ...{ row, result: 'failed' as const, code, message, source },
      ...(column === null ? {} : { column }),
    })),
  ]
  await insertBatchRows(sql, batch, entries)
}

type Recording = { plan: ImportPlan; batchId: string; hash: string; fileName: string | null }

function recordPlan(record: Recorder, { plan, batchId, hash, fileName }: Recording): void {
  const correlationId = batchId
  for (const { id, number, name } of plan.newWaves) {
    record({ action: 'wave.created', subject: { kind: 'wave', id }, after: { number, name }, correlationId })
  }
  for (const { id, columns, row } of plan.creates) {
    const after = { name: columns.name, kind: columns.kind, location: columns.location }
    const subject = { kind: 'entry-point', id }
    record({ action: 'entry-point.created', subject, after, more: { row }, correlationId })
  }
  for (const { stored, changes, row } of plan.updates) {
    const subject = { kind: 'entry-point', id: stored.id }
    const before = beforeOf(stored.columns, changes)
    record({ action: 'entry-point.updated', subject, before, after: changes, more: { row }, correlationId })
  }
  const { total, created, updated, skipped, failed } = outcomeOf(plan)
  const counts = { total, created, updated, skipped, failed }
  const subject = { kind: 'batch', id: batchId }
  record({ action: 'entry-points.imported', subject, more: { fileName, fileHash: hash, ...counts }, correlationId })
}
