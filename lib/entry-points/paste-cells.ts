import { z } from 'zod'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, sqlOf, type Tx } from '@/lib/server/db'
import { fail, ok, type Result } from '@/lib/shared/result'
import { ENTRY_COLUMNS, loadActiveRows, loadRows, lockSheet } from './bulk-store'
import { CELL_FIELDS } from './cell-fields'
import { writeEditBatch } from './edit-batch'
import { type PasteChange, type PasteFailure, type PastePlan, planPaste, touchesIdentity } from './plan-paste'
import { identityKey } from './rules'
import { loadReferences } from './store'

/** As much as a person can look over before they agree to it. */
export const MOST_PASTED_ROWS = 2_000

const count = z.number().int().min(0)

export const pasteCellsSchema = z.object({
  rows: z
    .array(
      z.object({
        id: z.string().max(64),
        version: z.number().int().min(1),
        cells: z.partialRecord(z.enum(CELL_FIELDS), z.string().max(100_000)),
      }),
    )
    .min(1)
    .max(MOST_PASTED_ROWS),
  dryRun: z.boolean(),
  /** The counts of the preview a person agreed to. When the paste would do something else by now, nothing is done. */
  agreed: z.object({ changed: count, failed: count, left: count }).optional(),
})
export type PasteCells = z.output<typeof pasteCellsSchema>

/** What a paste did, or would do. `changed + same + failed + leftCells` is the number of cells that were pasted. */
export type PasteOutcome = {
  batchId: string | null
  /** Cells that change, and the rows they are in. */
  changed: number
  rows: number
  same: number
  failed: number
  left: number
  leftCells: number
  /** The first of each, for the preview. */
  changes: PasteChange[]
  failures: PasteFailure[]
  leftRows: { id: string; name: string }[]
}

const SHOWN = 200

function outcomeOf(plan: PastePlan, batchId: string | null): PasteOutcome {
  const { rows, changes, same, failures, left } = plan
  return {
    ...{ batchId, same, changed: changes.length, rows: rows.length, failed: failures.length, left: left.length },
    leftCells: left.reduce((sum, row) => sum + row.cells, 0),
    changes: changes.slice(0, SHOWN),
    failures: failures.slice(0, SHOWN),
    leftRows: left.slice(0, SHOWN).map(({ id, name }) => ({ id, name })),
  }
}

async function planOn(tx: Tx, workspaceId: string, rows: PasteCells['rows']): Promise<PastePlan> {
  const sql = sqlOf(tx)
  const ids = rows.map((row) => row.id)
  const stored = await loadRows(sql, workspaceId, ids)
  const active = touchesIdentity(rows) ? await loadActiveRows(sql, workspaceId) : []
  return planPaste(rows, {
    stored: new Map(stored.map((row) => [row.id, row])),
    references: await loadReferences(workspaceId, tx),
    taken: new Map(active.map((row) => [identityKey(row.columns), row.id])),
  })
}

type Refusal = 'not-allowed' | 'paste-changed' | 'changed-meanwhile'

/**
 * Writes cells into rows as one batch that can be undone, or with `dryRun` says what that would change. Each cell is
 * read as the import reads it; one that cannot be used stays as it is and is named, as do rows that somebody changed
 * after the person saw them.
 */
export async function pasteCells(actor: Actor, input: PasteCells): Promise<Result<PasteOutcome, Refusal>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const { rows, dryRun, agreed } = input
  if (dryRun) return ok(outcomeOf(await planOn(db, workspaceId, rows), null))
  return transact<PasteOutcome, Refusal>(actor, async (tx, record) => {
    await lockSheet(sqlOf(tx), workspaceId)
    const plan = await planOn(tx, workspaceId, rows)
    const { changes, failures, left, same } = plan
    const asAgreed =
      !agreed || (agreed.changed === changes.length && agreed.failed === failures.length && agreed.left === left.length)
    if (!asAgreed) return fail('paste-changed')
    if (plan.rows.length === 0) return ok(outcomeOf(plan, null))
    const leftCells = left.reduce((sum, row) => sum + row.cells, 0)
    const counts = { updated: changes.length, same, left: leftCells, failed: failures.length }
    const batch = { rows: plan.rows, columns: ENTRY_COLUMNS, field: 'cells', ...counts, now: new Date() }
    const batchId = await writeEditBatch(tx, record, { actor, batch })
    return batchId ? ok(outcomeOf(plan, batchId)) : fail('changed-meanwhile')
  })
}
