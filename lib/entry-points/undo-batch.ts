import { kindEdited } from '@/lib/approvals/subject-edited'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { sqlOf } from '@/lib/server/db'
import type { Sql } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type ChangedEntry, findBatch, loadChangedEntries } from './batch-store'
import {
  deleteUntouched,
  ENTRY_COLUMNS,
  loadActiveRows,
  loadRows,
  lockSheet,
  type StoredRow,
  updateRows,
} from './bulk-store'
import { identityKey } from './rules'
import type { EntryColumn, EntryColumns } from './schema'
import { beforeOf } from './update-entry-point'

export type UndoOutcome = {
  /** Rows put back to what they were. */
  restored: number
  /** Rows that the import had made, gone again. */
  removed: number
  /** Rows somebody changed afterwards: those later edits were kept. */
  kept: { id: string; name: string; fields: string[] }[]
  keptCount: number
}

type Refusal = 'not-allowed' | 'not-found' | 'already-undone' | 'changed-meanwhile'

type Restore = {
  id: string
  version: number
  changes: EntryColumns
  after: Partial<EntryColumns>
  before: EntryColumns
}
function bringsBack(entry: ChangedEntry): boolean {
  return entry.before.archivedAt === null && Boolean(entry.after.archivedAt)
}

async function takenKeys(sql: Sql, workspaceId: string, entries: readonly ChangedEntry[]): Promise<Set<string>> {
  if (!entries.some(bringsBack)) return new Set()
  const active = await loadActiveRows(sql, workspaceId)
  return new Set(active.map((row) => identityKey(row.columns)))
}

type UndoPlan = { restore: Restore[]; remove: string[]; kept: UndoOutcome['kept'] }

/** Columns in which a row no longer holds what the batch wrote. */
function editedSince(entry: ChangedEntry, row: StoredRow): EntryColumn[] {
  const written = Object.keys(entry.after) as EntryColumn[]
  return written.filter((column) => entry.after[column] !== row.columns[column])
}

/**
 * What an undo does to each row: a column goes back only while it holds what the batch wrote, so a later edit is kept
 * and named. A row the batch made is removed only when nobody has touched it. Pure.
 */
function planUndo(
  entries: readonly ChangedEntry[],
  rows: ReadonlyMap<string, StoredRow>,
  taken: ReadonlySet<string>,
): UndoPlan {
  const plan: UndoPlan = { restore: [], remove: [], kept: [] }
  for (const entry of entries) {
    const row = rows.get(entry.subjectId)
    if (!row) continue
    const { id, version, columns } = row
    if (entry.result === 'created') {
      if (version === 1) plan.remove.push(id)
      else plan.kept.push({ id, name: columns.name, fields: ['the row'] })
      continue
    }
    const later = new Set(editedSince(entry, row))
    // Another row took the name, kind and location of an archived one: restored, it would be counted twice.
    if (bringsBack(entry) && taken.has(identityKey(columns))) later.add('archivedAt')
    const back = Object.fromEntries(
      Object.entries(entry.before).filter(([column]) => !later.has(column as EntryColumn)),
    )
    if (later.size > 0) plan.kept.push({ id, name: columns.name, fields: [...later] })
    if (Object.keys(back).length > 0) {
      plan.restore.push({ id, version, changes: { ...columns, ...back }, after: back, before: columns })
    }
  }
  return plan
}

async function carryOut(sql: Sql, workspaceId: string, plan: UndoPlan): Promise<boolean> {
  const given = { workspaceId, now: new Date(), columns: ENTRY_COLUMNS }
  const restored = await updateRows(sql, given, plan.restore)
  const removed = await deleteUntouched(sql, workspaceId, plan.remove)
  return restored === plan.restore.length && removed === plan.remove.length
}

function recordUndo(record: Recorder, plan: UndoPlan, batch: { id: string; kind: string }): void {
  const correlationId = newId('id')
  const entry = (id: string) => ({ kind: 'entry-point', id })
  for (const { id, before, after } of plan.restore) {
    record({ action: 'entry-point.updated', subject: entry(id), before: beforeOf(before, after), after, correlationId })
  }
  for (const id of plan.remove) record({ action: 'entry-point.removed', subject: entry(id), correlationId })
  const isImport = batch.kind === 'entry-points-import'
  record({
    action: isImport ? 'entry-points.import-undone' : 'entry-points.edit-undone',
    subject: { kind: 'batch', id: batch.id },
    more: { restored: plan.restore.length, removed: plan.remove.length, kept: plan.kept.length },
    correlationId,
  })
}

const KEPT_SHOWN = 50

/** Takes a bulk change or an import back as a whole; edits made after it are kept and named. Works once per batch. */
export async function undoEntryPointBatch(
  actor: Actor,
  input: { batchId: string },
): Promise<Result<UndoOutcome, Refusal>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<UndoOutcome, Refusal>(actor, async (tx, record) => {
    const sql = sqlOf(tx)
    await lockSheet(sql, workspaceId)
    const batch = await findBatch(workspaceId, input.batchId, tx)
    if (!batch) return fail('not-found')
    if (batch.state !== 'done') return fail('already-undone')
    const entries = await loadChangedEntries(sql, workspaceId, batch.id)
    const rows = await loadRows(
      sql,
      workspaceId,
      entries.map((entry) => entry.subjectId),
    )
    const taken = await takenKeys(sql, workspaceId, entries)
    const plan = planUndo(entries, new Map(rows.map((row) => [row.id, row])), taken)
    if (!(await carryOut(sql, workspaceId, plan))) return fail('changed-meanwhile')
    await tx.batch.updateMany({
      where: { id: batch.id, workspaceId },
      data: { state: 'undone', undoneAt: new Date(), undoneById: actorId(actor) },
    })
    recordUndo(record, plan, batch)
    await kindEdited(tx, actor, 'wave')
    const { restore, remove, kept } = plan
    return ok({
      ...{ restored: restore.length, removed: remove.length },
      kept: kept.slice(0, KEPT_SHOWN),
      keptCount: kept.length,
    })
  })
}
