import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { sqlOf, type Tx } from '@/lib/server/db'
import { log } from '@/lib/server/log'
import type { Sql } from '@/lib/server/sql'
import { fail, ok, type Result } from '@/lib/shared/result'
import { ROWS_PER_PART } from './apply-part'
import { endLease, renewLease, takeLease } from './import-lease'
import { type ImportPlan, NO_UNDO, type UndoCounts } from './import-model'
import { breathe } from './import-rows'
import { findImport, planJson, planOf, removeFile } from './import-store'
import type { ContactState } from './model'
import { withRetries } from './retry'
import { type UndoVerdict, undoRow } from './undo-rules'
import {
  contactsInUse,
  deleteContacts,
  deleteIdentifiers,
  deleteLabels,
  identifiersOfBatch,
  markRows,
  reactivateClaims,
  rowsToUndo,
  type UndoBatchRow,
} from './undo-store'
import { loadStatesById, takeTurn, updateContacts } from './upsert-store'

/** How a batch ends once it is undone: `undone` after a finished import, `cancelled` or `failed` after a stopped one. */
export type UndoEnd = 'undone' | 'cancelled' | 'failed'

/**
 * Undoes a finished import: contacts it made are removed, contacts it changed get their values back. What somebody
 * changed later stays as they made it and is listed. Answers at once; progress is on the batch.
 */
export async function undoImport(
  actor: Actor,
  { batchId }: { batchId: string },
  inBackground: (work: Promise<unknown>) => void = (work) => void work,
): Promise<Result<undefined, 'not-allowed' | 'not-found' | 'import-not-done' | 'import-undone'>> {
  if (!can(actor, 'contacts:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const batch = await findImport(workspaceId, batchId)
  if (!batch) return fail('not-found')
  if (batch.state === 'undone' || batch.state === 'undoing') return fail('import-undone')
  const begun = await transact<undefined, 'import-not-done'>(actor, async (tx) => {
    const where = { id: batchId, workspaceId, state: 'done' }
    const started = await tx.batch.updateMany({ where, data: { state: 'undoing' } })
    if (started.count === 0) return fail('import-not-done')
    await takeLease(tx, { workspaceId, batchId, work: 'undo' })
    return ok(undefined)
  })
  if (!begun.ok) return begun
  const work = undoRows(actor, batchId, 'undone').catch((error: unknown) => {
    log.error({ err: error, batchId }, 'undoing an import stopped half-way')
  })
  inBackground(work)
  return ok(undefined)
}

/** Undoes part by part until nothing is left; goes on where a dead process stopped. The batch must be `undoing`. */
export async function undoRows(actor: Actor, batchId: string, end: UndoEnd): Promise<void> {
  for (;;) {
    const more = await withRetries(() => undoPart(actor, batchId, end))
    if (!more) return
    await breathe()
  }
}

/** Above every row number the database can keep. */
const HIGHEST_ROW = 2_147_483_647

/** Every writer of a batch locks its row first, so two instances never undo the same part. */
async function undoPart(actor: Actor, batchId: string, end: UndoEnd): Promise<boolean> {
  const { workspaceId } = actor
  const result = await transact<boolean, never>(actor, async (tx, record) => {
    const where = { id: batchId, workspaceId, state: 'undoing' }
    const held = await tx.batch.updateMany({ where, data: { state: 'undoing' } })
    const batch = held.count > 0 ? await tx.batch.findFirst({ where }) : null
    if (!batch) return ok(false)
    const sql = sqlOf(tx)
    await takeTurn(sql, workspaceId)
    const before = planOf(batch)
    const place = { workspaceId, batchId, upTo: before.undoneTo ?? HIGHEST_ROW }
    const rows = await rowsToUndo(sql, place, ROWS_PER_PART)
    const done = await undoOnContacts(sql, place, rows)
    const plan = { ...before, undo: addUndo(before.undo ?? NO_UNDO, done), undoneTo: rows.at(-1)?.row ?? 0 }
    const last = rows.length < ROWS_PER_PART
    await saveProgress(tx, actor, { batchId, plan, end: last ? end : null })
    record({
      action: end === 'undone' ? 'contacts.import-undone' : 'contacts.import-cancelled',
      subject: { kind: 'batch', id: batchId },
      correlationId: batchId,
      more: { rows: rows.length, ...done },
    })
    return ok(!last)
  })
  return result.ok && result.value
}

type Progress = { batchId: string; plan: ImportPlan; end: UndoEnd | null }

async function saveProgress(tx: Tx, actor: Actor, { batchId, plan, end }: Progress): Promise<void> {
  const ended = end ? { state: end, undoneAt: new Date(), undoneById: actorId(actor) } : {}
  await tx.batch.updateMany({
    where: { id: batchId, workspaceId: actor.workspaceId },
    data: { mapping: planJson(plan), ...ended },
  })
  if (!end) return renewLease(tx, batchId)
  await removeFile(tx, actor.workspaceId, batchId)
  await endLease(tx, batchId)
}

function addUndo(a: UndoCounts, b: UndoCounts): UndoCounts {
  return { removed: a.removed + b.removed, restored: a.restored + b.restored, kept: a.kept + b.kept }
}

type Place = { workspaceId: string; batchId: string }
type Judged = { row: UndoBatchRow; verdict: UndoVerdict }

async function undoOnContacts(sql: Sql, place: Place, rows: readonly UndoBatchRow[]): Promise<UndoCounts> {
  const ids = [...new Set(rows.map((row) => row.contactId))]
  const states = new Map((await loadStatesById(sql, place.workspaceId, ids)).map((state) => [state.id, state]))
  const inUse = await contactsInUse(sql, place.workspaceId, ids)
  const ownIdentifiers = await identifiersOfBatch(sql, place, ids)
  const judged: Judged[] = rows.map((row) => {
    const state = states.get(row.contactId)
    const ground = { batchId: place.batchId, inUse: inUse.has(row.contactId), ownIdentifiers }
    return { row, verdict: state ? undoRow(state, row, ground) : GONE }
  })
  await writeVerdicts(sql, place, { judged, states })
  return countVerdicts(judged)
}

/** Somebody else removed the contact already: there is nothing left to undo. */
const GONE: UndoVerdict = { kind: 'keep', kept: [], deleteIdentifiers: [], reactivate: [], deleteLabels: [] }

async function writeVerdicts(
  sql: Sql,
  { workspaceId, batchId }: Place,
  { judged, states }: { judged: readonly Judged[]; states: ReadonlyMap<string, ContactState> },
): Promise<void> {
  const removed = new Set(judged.filter(({ verdict }) => verdict.kind === 'remove').map(({ row }) => row.contactId))
  const restoredIds = new Set(
    judged.filter(({ verdict }) => verdict.kind === 'restore').map(({ row }) => row.contactId),
  )
  const restored = [...restoredIds].flatMap((id) => (removed.has(id) ? [] : (states.get(id) ?? [])))
  const ground = { workspaceId, batchId, evidenceKind: 'import', now: new Date() }
  await updateContacts(sql, ground, restored)
  const identifiers = judged.flatMap(({ verdict }) => verdict.deleteIdentifiers)
  await deleteIdentifiers(sql, workspaceId, identifiers)
  const reactivate = judged.flatMap(({ verdict }) => verdict.reactivate)
  await reactivateClaims(sql, workspaceId, reactivate)
  const labels = judged.flatMap(({ row, verdict }) =>
    verdict.deleteLabels.map((label) => ({ contactId: row.contactId, label })),
  )
  await deleteLabels(sql, workspaceId, labels)
  await deleteContacts(sql, workspaceId, [...removed])
  const marks = judged.map(({ row, verdict }) => ({ id: row.id, kept: verdict.kept.join('; ') || null }))
  await markRows(sql, workspaceId, marks)
}

function countVerdicts(judged: readonly Judged[]): UndoCounts {
  const counts = { ...NO_UNDO }
  for (const { verdict } of judged) {
    if (verdict.kind === 'remove') counts.removed += 1
    if (verdict.kind === 'restore') counts.restored += 1
    if (verdict.kept.length > 0) counts.kept += 1
  }
  return counts
}
