import { kindEdited } from '@/lib/approvals/subject-edited'
import { type Actor, actorId } from '@/lib/server/actor'
import type { Recorder } from '@/lib/server/audit'
import { sqlOf, type Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { insertBatchRows } from './batch-store'
import { updateRows } from './bulk-store'
import type { EntryColumn, EntryColumns } from './schema'

/** One row of an edit of many: the columns that change, as they were and as they will be. */
export type EditedRow = {
  id: string
  version: number
  before: Partial<EntryColumns>
  after: Partial<EntryColumns>
  /** Every column the statement writes; the changed ones unless given. */
  write?: Partial<EntryColumns>
}

export type EditBatch = {
  rows: readonly EditedRow[]
  /** The columns every row writes. */
  columns: readonly EntryColumn[]
  /** What a person reads in the list of batches: a field, or `cells` for a paste. */
  field: string
  /** The counts of the batch: rows for a field of many rows, cells for a paste. They add up to its total. */
  updated: number
  same: number
  left: number
  failed: number
  now: Date
}

/**
 * Writes an edit of many rows as one batch: the rows, what they were for the undo, and an audit event for each, under
 * one correlation id. Null when somebody else was faster with one of them; the caller's transaction then rolls back.
 */
export async function writeEditBatch(
  tx: Tx,
  record: Recorder,
  { actor, batch }: { actor: Actor; batch: EditBatch },
): Promise<string | null> {
  const { workspaceId } = actor
  const { rows, columns, now } = batch
  const changes = rows.map(({ id, version, after, write }) => ({ id, version, changes: write ?? after }))
  const written = await updateRows(sqlOf(tx), { workspaceId, now, columns }, changes)
  if (written !== rows.length) return null
  const batchId = await keepBatch(tx, actor, batch)
  recordRows(record, batch, batchId)
  await kindEdited(tx, actor, 'wave')
  return batchId
}

async function keepBatch(tx: Tx, actor: Actor, batch: EditBatch): Promise<string> {
  const { rows, field, updated, same, left, failed, now } = batch
  const id = newId('imp')
  const { workspaceId } = actor
  await tx.batch.create({
    data: {
      ...{ id, workspaceId, kind: 'entry-points-edit', state: 'done', mapping: { field }, updated, failed },
      total: updated + same + left + failed,
      skipped: same + left,
      createdById: actorId(actor),
      endedAt: now,
    },
  })
  const entries = rows.map(({ id: subjectId, before, after }, i) => ({
    ...{ row: i + 1, result: 'updated' as const, subjectId, before, after },
  }))
  await insertBatchRows(sqlOf(tx), { workspaceId, batchId: id }, entries)
  return id
}

function recordRows(record: Recorder, batch: EditBatch, correlationId: string): void {
  const { rows, field, updated, same, left, failed } = batch
  for (const { id, before, after } of rows) {
    const action = after.archivedAt ? 'entry-point.archived' : 'entry-point.updated'
    record({ action, subject: { kind: 'entry-point', id }, before, after, correlationId })
  }
  record({
    action: 'entry-points.edited',
    subject: { kind: 'batch', id: correlationId },
    more: { field, changed: updated, same, left, ...(failed > 0 ? { failed } : {}) },
    correlationId,
  })
}
