import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, sqlOf } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { storableText } from '@/lib/shared/text'
import { countOutcomes, newIds, type PartRow, type PlannedRow, planPart, ROWS_PER_PART } from './apply-part'
import { breathe, inParts, type RowReader, toPartRow } from './import-rows'
import { planJson } from './import-store'
import { addCounts, type Counts, type IdentifierKind, NO_COUNTS, type UpsertResult } from './model'
import { type OpenedImport, openImport, type ReaderProblem, rowReader } from './open-import'
import { problemSentence } from './problems'
import { Roster } from './roster'
import type { ImportMapping } from './schema'
import { maskedText } from './shown'

export type RowTrouble = { row: number; column: string | null; code: string; message: string }

export type PreviewRow = {
  row: number
  result: UpsertResult
  crmContactId: string | null
  name: string | null
  /** Identifiers as they were read, masked. */
  identifiers: { kind: IdentifierKind; text: string }[]
  labels: string[]
}

/** What running the import now would do. Counts are of all rows; lists are cut. */
export type ImportCheck = { total: number; counts: Counts; problems: RowTrouble[]; preview: PreviewRow[] }

const MOST_PROBLEMS = 100
const PREVIEW_ROWS = 12

function troubleOf({ row, outcome }: PlannedRow): RowTrouble | undefined {
  if (outcome.result !== 'failed') return undefined
  const { code, field } = outcome
  return { row: row.row, column: row.columnOf?.(field) ?? null, code, message: problemSentence(outcome) }
}

function previewOf({ row, outcome }: PlannedRow): PreviewRow | undefined {
  if (outcome.result === 'failed' || !row.reading.ok) return undefined
  const { crmContactId, name, claims, labels } = row.reading.contact
  const identifiers = claims.map((claim) => ({ kind: claim.kind, text: maskedText(claim) }))
  return { row: row.row, result: outcome.result, crmContactId, name: name ?? null, identifiers, labels }
}

/**
 * CRM contact ids that occur more than once: only these, and rows without one, need to be remembered between parts. Looks
 * at that one column alone, so the file is understood in full once.
 */
function repeatedIds({ file }: OpenedImport, reader: RowReader): Set<string> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  const column = reader.layout.crmContactId[0]
  if (column === undefined) return repeated
  for (const { cells } of file.records()) {
    const id = storableText(cells[column] ?? '').trim()
    if (seen.has(id)) repeated.add(id)
    else seen.add(id)
  }
  return repeated
}

function* rowsOf({ file }: OpenedImport, reader: RowReader): Generator<PartRow> {
  for (const record of file.records()) yield toPartRow(record, reader)
}

async function dryRun(actor: Actor, opened: OpenedImport, reader: RowReader): Promise<ImportCheck> {
  const repeated = repeatedIds(opened, reader)
  const check: ImportCheck = { total: 0, counts: NO_COUNTS, problems: [], preview: [] }
  let roster = new Roster('import', newIds)
  for (const { rows } of inParts(rowsOf(opened, reader), ROWS_PER_PART)) {
    const planned = await planPart(sqlOf(db), actor.workspaceId, { roster, rows })
    check.total += rows.length
    check.counts = addCounts(check.counts, countOutcomes(planned))
    for (const row of planned) {
      const trouble = check.problems.length < MOST_PROBLEMS ? troubleOf(row) : undefined
      if (trouble) check.problems.push(trouble)
      const shown = check.preview.length < PREVIEW_ROWS ? previewOf(row) : undefined
      if (shown) check.preview.push(shown)
    }
    roster = roster.carry((state) => state.crmContactId === null || repeated.has(state.crmContactId))
    await breathe()
  }
  return check
}

/**
 * The dry run: reads the whole file with a mapping and says what importing it would do, writing nothing but the mapping
 * itself. It decides with the same rules and the same order as the import, so its counts are those of the import unless
 * somebody changes contacts in between.
 */
export async function checkImport(
  actor: Actor,
  { batchId, mapping }: { batchId: string; mapping: ImportMapping },
): Promise<Result<ImportCheck, 'not-allowed' | 'not-found' | 'import-not-open' | ReaderProblem>> {
  if (!can(actor, 'contacts:write')) return fail('not-allowed')
  const opened = await openImport(actor.workspaceId, batchId)
  if (!opened.ok) return opened
  const { batch, plan, file } = opened.value
  if (batch.state !== 'staged') return fail('import-not-open')
  const reader = await rowReader(actor, { file, mapping })
  if (!reader.ok) return reader
  const saved = await transact(actor, async (tx, record) => {
    const where = { id: batchId, workspaceId: actor.workspaceId, state: 'staged' }
    const written = await tx.batch.updateMany({ where, data: { mapping: planJson({ ...plan, mapping }) } })
    if (written.count === 0) return fail('import-not-open')
    const subject = { kind: 'batch', id: batchId }
    record({ action: 'contacts.import-mapped', subject, before: plan.mapping, after: mapping })
    return ok(undefined)
  })
  return saved.ok ? ok(await dryRun(actor, opened.value, reader.value)) : saved
}
