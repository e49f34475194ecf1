import { type Actor, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { sqlOf, type Tx } from '@/lib/server/db'
import { log } from '@/lib/server/log'
import { fail, ok, type Result } from '@/lib/shared/result'
import { applyPart, type PartRow, ROWS_PER_PART, storePartRows } from './apply-part'
import { endLease, renewLease, takeLease } from './import-lease'
import { totalOf } from './import-model'
import { breathe, inParts, type RowReader, toPartRow } from './import-rows'
import { removeFile } from './import-store'
import { addCounts, type Counts } from './model'
import { type OpenedImport, openImport, type ReaderProblem, rowReader } from './open-import'
import { withRetries } from './retry'

type StartProblem = 'not-allowed' | 'not-found' | 'import-not-open' | ReaderProblem

/** The second half of starting: from here on, the import is written part by part until it is done. */
async function begin(actor: Actor, batchId: string): Promise<Result<undefined, 'import-not-open'>> {
  const { workspaceId } = actor
  return transact(actor, async (tx, _record) => {
    const where = { id: batchId, workspaceId, state: 'staged' }
    const started = await tx.batch.updateMany({ where, data: { state: 'running' } })
    if (started.count === 0) return fail('import-not-open')
    await takeLease(tx, { workspaceId, batchId, work: 'run' })
    return ok(undefined)
  })
}

/**
 * Starts an import with the mapping of its last dry run and answers at once; progress is on the batch. The work goes on
 * when the page is closed, and after a restart (`recoverImports`).
 */
export async function startImport(
  actor: Actor,
  { batchId }: { batchId: string },
  inBackground: (work: Promise<unknown>) => void = (work) => void work,
): Promise<Result<undefined, StartProblem>> {
  if (!can(actor, 'contacts:write')) return fail('not-allowed')
  const opened = await openImport(actor.workspaceId, batchId)
  if (!opened.ok) return opened
  const reader = await rowReader(actor, { file: opened.value.file, mapping: opened.value.plan.mapping })
  if (!reader.ok) return reader
  const begun = await begin(actor, batchId)
  if (!begun.ok) return begun
  const work = writeRows(actor, opened.value, reader.value).catch((error: unknown) => {
    // The lease runs out and the import is taken up again; what was written so far is whole.
    log.error({ err: error, batchId }, 'import stopped half-way')
  })
  inBackground(work)
  return ok(undefined)
}

/** Goes on with an import whose process died, from the first row that was not written. */
export async function resumeImport(actor: Actor, batchId: string): Promise<void> {
  const opened = await openImport(actor.workspaceId, batchId)
  if (!opened.ok) throw new Error(`${batchId}: ${opened.code}`)
  const reader = await rowReader(actor, { file: opened.value.file, mapping: opened.value.plan.mapping })
  if (!reader.ok) throw new Error(`${batchId}: ${reader.code}`)
  await writeRows(actor, opened.value, reader.value)
}

/** Rows after those that are counted already: every row of the file is counted once, in its order. */
function* rowsFrom(opened: OpenedImport, reader: RowReader, done: number): Generator<PartRow> {
  let position = 0
  for (const record of opened.file.records()) {
    if (position >= done) yield toPartRow(record, reader)
    position += 1
  }
}

async function writeRows(actor: Actor, opened: OpenedImport, reader: RowReader): Promise<void> {
  const { created, updated, skipped, failed } = opened.batch
  let counts: Counts = { created, updated, skipped, failed }
  for (const { rows, last } of inParts(rowsFrom(opened, reader, totalOf(counts)), ROWS_PER_PART)) {
    const part: Part = { batchId: opened.batch.id, before: counts, rows, last }
    const written = await withRetries(() => writePart(actor, part))
    // Cancelled, or another instance has taken over.
    if (!written) return
    counts = written
    await breathe()
  }
}

type Part = { batchId: string; before: Counts; rows: PartRow[]; last: boolean }

/** One part, one transaction: contacts, rows, counts and audit event. Undefined when the batch has moved on. */
async function writePart(actor: Actor, part: Part): Promise<Counts | undefined> {
  const { workspaceId } = actor
  const { batchId, before, rows, last } = part
  const result = await transact(actor, async (tx, record) => {
    // The counts in the where are the position: a part can be written once only. It also locks the batch on Postgres.
    const where = { id: batchId, workspaceId, state: 'running', ...before }
    const held = await tx.batch.updateMany({ where, data: { state: 'running' } })
    if (held.count === 0) return fail('moved-on')
    const sql = sqlOf(tx)
    const ground = { workspaceId, batchId, evidenceKind: 'import', now: new Date() }
    const applied = await applyPart(sql, ground, rows)
    const rowsHash = await storePartRows(sql, ground, applied.stored)
    const counts = addCounts(before, applied.counts)
    await tx.batch.updateMany({
      where: { id: batchId, workspaceId },
      data: { ...counts, ...(last ? { state: 'done', endedAt: new Date() } : {}) },
    })
    if (last) await finish(tx, workspaceId, batchId)
    else await renewLease(tx, batchId)
    recordPart(record, part, { counts: applied.counts, rowsHash })
    return ok(counts)
  })
  return result.ok ? result.value : undefined
}

async function finish(tx: Tx, workspaceId: string, batchId: string): Promise<void> {
  await removeFile(tx, workspaceId, batchId)
  await endLease(tx, batchId)
}

function recordPart(record: Recorder, part: Part, written: { counts: Counts; rowsHash: string }): void {
  record({
    action: 'contacts.imported',
    subject: { kind: 'batch', id: part.batchId },
    correlationId: part.batchId,
    more: {
      rows: { from: part.rows[0]?.row, to: part.rows.at(-1)?.row },
      ...written.counts,
      rowsHash: written.rowsHash,
    },
  })
}
