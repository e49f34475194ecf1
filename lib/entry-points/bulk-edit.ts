import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { sqlOf } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { loadRows, lockSheet, type StoredRow } from './bulk-store'
import { editedByOthers } from './change-store'
import { type EditedRow, writeEditBatch } from './edit-batch'
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

type Plan = { rows: EditedRow[]; same: number; left: number }

/** What would change: not what already has the value, and not what somebody changed after the list was read. */
function planBulkEdit(rows: readonly StoredRow[], wanted: Partial<EntryColumns>, unseen: ReadonlySet<string>): Plan {
  const plan: Plan = { rows: [], same: 0, left: 0 }
  for (const { id, version, columns } of rows) {
    const changes = columns.archivedAt ? {} : changedColumns(columns, wanted)
    if (Object.keys(changes).length === 0) plan.same += 1
    else if (unseen.has(id)) plan.left += 1
    else plan.rows.push({ id, version, after: wanted, before: beforeOf(columns, wanted) })
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
  return transact<BulkOutcome, Refusal>(actor, async (tx, record) => {
    const sql = sqlOf(tx)
    await lockSheet(sql, actor.workspaceId)
    const rows = await loadRows(sql, actor.workspaceId, ids)
    if (rows.length === 0) return fail('nothing-matches')
    const unseen = input.mark === undefined ? new Set<string>() : await editedByOthers(tx, actor, input.mark)
    const plan = planBulkEdit(rows, wanted.value, unseen)
    const { same, left } = plan
    if (plan.rows.length === 0) return ok({ batchId: null, changed: 0, same, left })
    const columns = Object.keys(wanted.value) as EntryColumn[]
    const batch = { ...plan, columns, field: input.change.field, updated: plan.rows.length, failed: 0, now }
    const batchId = await writeEditBatch(tx, record, { actor, batch })
    if (!batchId) return fail('changed-meanwhile')
    return ok({ batchId, changed: plan.rows.length, same, left })
  })
}
