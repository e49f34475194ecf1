import { kindEdited } from '@/lib/approvals/subject-edited'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { resolvePatch } from './resolve-patch'
import { changedColumns, withTestReset } from './rules'
import type { EntryColumns, EntryPointPatch, EntryPointView, UpdateEntryPoint } from './schema'
import {
  columnsOf,
  type EntryPointRecord,
  findEntryPoint,
  findTwin,
  lastChangeOf,
  loadReferences,
  type MemberNames,
  namesOf,
  toData,
  toView,
} from './store'

export type UpdateRefusal =
  | 'not-allowed'
  | 'not-found'
  | 'stale-version'
  | 'unknown-wave'
  | 'entry-point-exists'
  | 'entry-point-archived'

/** What the second of two editors gets: the row as it is now, what they wanted, and who was faster. */
export type StaleDetails = {
  current: EntryPointView
  yours: EntryPointPatch
  changedBy: { name: string; at: string } | null
}

type Lost = { tx: Tx; names: MemberNames; patch: EntryPointPatch }

async function stale(record: EntryPointRecord, lost: Lost): Promise<Failure<'stale-version'>> {
  const details: StaleDetails = {
    current: toView(record, lost.names),
    yours: lost.patch,
    changedBy: await lastChangeOf(lost.tx, record.workspaceId, record.id),
  }
  return fail('stale-version', details)
}

function changesIdentity(changes: Partial<EntryColumns>): boolean {
  return changes.nameKey !== undefined || changes.kind !== undefined || changes.location !== undefined
}

/** What the audit log keeps of a change: the same columns before and after. */
export function beforeOf(before: EntryColumns, changes: Partial<EntryColumns>): Partial<EntryColumns> {
  return Object.fromEntries(Object.keys(changes).map((column) => [column, before[column as keyof EntryColumns]]))
}

/**
 * Changes some fields of one row, if it still is the version the person saw. Otherwise `stale-version` with
 * `StaleDetails`, and nothing is written. A patch that changes nothing answers the row as it is, without a new version.
 */
export async function updateEntryPoint(
  actor: Actor,
  input: UpdateEntryPoint,
): Promise<Result<EntryPointView, UpdateRefusal>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const references = await loadReferences(workspaceId)
  const resolved = resolvePatch(input.patch, references)
  if (!resolved.ok) return resolved
  const names = namesOf(references.members)
  return transact<EntryPointView, UpdateRefusal>(actor, async (tx, record) => {
    const found = await findEntryPoint(workspaceId, input.id, tx)
    if (!found) return fail('not-found')
    const lost = { tx, names, patch: input.patch }
    if (found.version !== input.version) return stale(found, lost)
    if (found.archivedAt) return fail('entry-point-archived')
    const before = columnsOf(found)
    const changes = withTestReset(changedColumns(before, resolved.value), before)
    if (Object.keys(changes).length === 0) return ok(toView(found, names))
    const twin = changesIdentity(changes)
      ? await findTwin(tx, workspaceId, { ...before, ...changes, id: found.id })
      : null
    if (twin) return fail('entry-point-exists', { id: twin, name: changes.name ?? before.name })
    const written = await tx.entryPoint.updateMany({
      where: { id: found.id, workspaceId, version: input.version },
      data: { ...toData(changes), version: { increment: 1 } },
    })
    const now = await findEntryPoint(workspaceId, input.id, tx)
    if (!now) return fail('not-found')
    if (written.count === 0) return stale(now, lost)
    const subject = { kind: 'entry-point', id: found.id }
    record({ action: 'entry-point.updated', subject, before: beforeOf(before, changes), after: changes })
    await kindEdited(tx, actor, 'wave')
    return ok(toView(now, names))
  })
}
