import { type Actor, actorId, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { sqlOf, type Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { insertBatchRows } from './batch-store'
import { loadRows, lockSheet, type RowChange, type StoredRow, updateRows } from './bulk-store'
import { findAllIds } from './list-store'
import { contextOf } from './queries'
import { resolvePatch } from './resolve-patch'
import { changedColumns } from './rules'
import type { BulkEdit, EntryColumn, EntryColumns } from './schema'
import { loadReferences } from './store'
import { beforeOf } from './update-entry-point'

export type BulkOutcome = {
  /** Null when nothing had to change. */
  batchId: string | null
  changed: number
  /** Rows that had the value already. */
  same: number
  /** Rows that somebody else changed after the list was read; they were left as they are. */
  left: number
}

type Refusal = 'not-allowed' | 'unknown-wave' | 'nothing-matches' | 'changed-meanwhile'

async function idsOf(actor: Actor, target: BulkEdit['target']): Promise<string[]> {
  if (target.kind === 'rows') return target.ids
  return findAllIds({ filters: target.filters, context: await contextOf(actor) })
}

async function wantedColumns(
  actor: Actor,
  change: BulkEdit['change'],
  now: Date,
): Promise<Result<Partial<EntryColumns>, 'unknown-wave'>> {
  if (change.field === 'archived') return ok({ archivedAt: now.toISOString() })
  return resolvePatch({ [change.field]: change.value }, await loadReferences(actor.workspaceId))
}

type Plan = { rows: (RowChange & { before: Partial<EntryColumns> })[]; same: number; left: number }

/** What would change: not what already has the value, and not what somebody changed after the list was read. */
function planBulkEdit(rows: readonly StoredRow[], wanted: Partial<EntryColumns>, readAt: Date | null): Plan {
  const plan: Plan = { rows: [], same: 0, left: 0 }
  for (const { id, version, updatedAt, columns } of rows) {
    const changes = columns.archivedAt ? {} : changedColumns(columns, wanted)
    if (Object.keys(changes).length === 0) plan.same += 1
    else if (readAt && updatedAt > readAt) plan.left += 1
    else plan.rows.push({ id, version, changes: wanted, before: beforeOf(columns, wanted) })
  }
  return plan
}

/** Changes one field of many rows as one batch: one transaction, one correlation id, one undo. */
export async function bulkEditEntryPoints(actor: Actor, input: BulkEdit): Promise<Result<BulkOutcome, Refusal>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  const now = new Date()
  const wanted = await wantedColumns(actor, input.change, now)
  if (!wanted.ok) return wanted
  const ids = await idsOf(actor, input.target)
  const readAt = input.readAt ? new Date(input.readAt) : null
  return transact<BulkOutcome, Refusal>(actor, async (tx, record) => {
    const sql = sqlOf(tx)
    await lockSheet(sql, actor.workspaceId)
    const rows = await loadRows(sql, actor.workspaceId, ids)
    if (rows.length === 0) return fail('nothing-matches')
    const plan = planBulkEdit(rows, wanted.value, readAt)
    const { same, left } = plan
    if (plan.rows.length === 0) return ok({ batchId: null, changed: 0, same, left })
    const columns = Object.keys(wanted.value) as EntryColumn[]
    const written = await updateRows(sql, { workspaceId: actor.workspaceId, now, columns }, plan.rows)
    if (written !== plan.rows.length) return fail('changed-meanwhile')
    const batchId = await keepBatch(tx, actor, plan, input.change.field)
    recordRows(record, plan, { batchId, field: input.change.field })
    return ok({ batchId, changed: plan.rows.length, same, left })
  })
}

async function keepBatch(tx: Tx, actor: Actor, plan: Plan, field: string): Promise<string> {
  const id = newId('imp')
  const { workspaceId } = actor
  const total = plan.rows.length + plan.same + plan.left
  await tx.batch.create({
    data: {
      ...{ id, workspaceId, total, kind: 'entry-points-edit', state: 'done', mapping: { field } },
      updated: plan.rows.length,
      skipped: plan.same + plan.left,
      createdById: actorId(actor),
      endedAt: new Date(),
    },
  })
  const entries = plan.rows.map(({ id: subjectId, before, changes }, i) => ({
    ...{ row: i + 1, result: 'updated' as const, subjectId, before },
    after: changes,
  }))
  await insertBatchRows(sqlOf(tx), { workspaceId, batchId: id }, entries)
  return id
}

function recordRows(record: Recorder, plan: Plan, batch: { batchId: string; field: string }): void {
  const correlationId = batch.batchId
  for (const { id, before, changes } of plan.rows) {
    const action = changes.archivedAt ? 'entry-point.archived' : 'entry-point.updated'
    record({ action, subject: { kind: 'entry-point', id }, before, after: changes, correlationId })
  }
  record({
    action: 'entry-points.edited',
    subject: { kind: 'batch', id: batch.batchId },
    more: { field: batch.field, changed: plan.rows.length, same: plan.same, left: plan.left },
    correlationId,
  })
}
