import { loadPeople } from '@/lib/calendar/people'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, type Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { countsOf, knownOf, type Planned, planFile, readFile, type SystemsCounts } from './plan-systems'
import type { ImportSystems } from './schema'
import { systemFields, systemKey } from './systems'

export const SYSTEMS_BATCH = 'systems-import'

/** `batchId` is null for a dry run. */
export type SystemsImported = SystemsCounts & { batchId: string | null }
type Code = 'not-allowed' | 'no-system-column' | 'csv-no-rows'

/**
 * Reads a register of systems: created + updated + skipped + failed = rows in the file. A dry run counts and writes
 * nothing; otherwise everything readable is written in one transaction, as one batch that can be undone.
 */
export async function importSystems(
  actor: Actor,
  { name, text, dryRun }: ImportSystems,
): Promise<Result<SystemsImported, Code | string>> {
  if (!can(actor, 'inputs:write')) return fail('not-allowed')
  const file = readFile(text)
  if (!file.ok) return file
  const { workspaceId } = actor
  const { unknown, rows, broken } = file.value
  if (rows.length + broken.length === 0) return fail('csv-no-rows')
  if (rows.length > 0 && rows.every(({ cells }) => cells.system === undefined)) return fail('no-system-column')
  if (dryRun) return ok({ ...countsOf(planFile(file.value, await knownOf(db, workspaceId)), unknown), batchId: null })
  return transact<SystemsImported, Code>(actor, async (tx, record) => {
    const planned = planFile(file.value, await knownOf(tx, workspaceId))
    const batchId = newId('imp')
    const counts = { ...countsOf(planned, unknown), batchId }
    const { total, created, updated, skipped, failed } = counts
    await tx.batch.create({
      data: {
        ...{ id: batchId, workspaceId, kind: SYSTEMS_BATCH, fileName: name, state: 'done' },
        ...{ total, created, updated, skipped, failed, createdById: actorId(actor), endedAt: new Date() },
      },
    })
    for (const one of planned) await write(tx, { workspaceId, batchId }, one)
    const subject = { kind: 'batch', id: batchId }
    const more = { total, created, updated, skipped, failed }
    record({ action: 'input.systems-imported', subject, more, correlationId: batchId })
    return ok(counts)
  })
}

type Target = { workspaceId: string; batchId: string }

async function write(tx: Tx, { workspaceId, batchId }: Target, one: Planned): Promise<void> {
  const entry = { id: newId('row'), workspaceId, batchId, row: one.row }
  if (one.kind === 'skip') return
  if (one.kind === 'fail') {
    const { column, message } = one
    await tx.batchRow.create({ data: { ...entry, result: 'failed', column, message } })
    return
  }
  const fields = systemFields(one.input)
  const nameKey = systemKey(one.input.system)
  if (one.kind === 'create') {
    const id = newId('sys')
    await tx.systemDependency.create({ data: { id, workspaceId, nameKey, ...fields } })
    await tx.batchRow.create({ data: { ...entry, result: 'created', subjectId: id, after: { ...fields, version: 1 } } })
    return
  }
  const { id, version } = one.before
  await tx.systemDependency.updateMany({
    where: { id, workspaceId },
    data: { ...fields, nameKey, version: { increment: 1 } },
  })
  const kept = { before: systemFields(one.before), after: { ...fields, version: version + 1 } }
  await tx.batchRow.create({ data: { ...entry, result: 'updated', subjectId: id, ...kept } })
}

export type SystemsUndone = { removed: number; restored: number; kept: string[] }

/** Takes an import back. A system that somebody changed afterwards stays as it is, and is named. */
export async function undoSystemsImport(
  actor: Actor,
  { batchId }: { batchId: string },
): Promise<Result<SystemsUndone, 'not-allowed' | 'not-found' | 'already-undone'>> {
  if (!can(actor, 'inputs:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<SystemsUndone, 'not-found' | 'already-undone'>(actor, async (tx, record) => {
    const where = { id: batchId, workspaceId, kind: SYSTEMS_BATCH }
    const batch = await tx.batch.findFirst({ where })
    if (!batch) return fail('not-found')
    const now = new Date()
    const taken = await tx.batch.updateMany({
      where: { ...where, state: 'done' },
      data: { state: 'undone', undoneAt: now, undoneById: actorId(actor) },
    })
    if (taken.count === 0) return fail('already-undone')
    const outcome: SystemsUndone = { removed: 0, restored: 0, kept: [] }
    const rows = await tx.batchRow.findMany({
      where: { batchId, workspaceId, result: { in: ['created', 'updated'] } },
      orderBy: { row: 'asc' },
    })
    for (const row of rows) {
      const after = row.after as { version: number; system: string }
      const before = row.before as ReturnType<typeof systemFields> | null
      const data = before
        ? { ...before, nameKey: systemKey(before.system), version: { increment: 1 } }
        : { archivedAt: now, version: { increment: 1 } }
      const { count } = await tx.systemDependency.updateMany({
        where: { id: row.subjectId ?? '', workspaceId, archivedAt: null, version: after.version },
        data,
      })
      if (count === 0) outcome.kept.push(after.system)
      else if (before) outcome.restored += 1
      else outcome.removed += 1
    }
    const more = { removed: outcome.removed, restored: outcome.restored, kept: outcome.kept.length }
    record({
      action: 'input.systems-import-undone',
      subject: { kind: 'batch', id: batchId },
      more,
      correlationId: batchId,
    })
    return ok(outcome)
  })
}

export type SystemsBatch = { id: string; fileName: string | null; at: Date; by: string | null; undone: boolean } & Pick<
  SystemsImported,
  'total' | 'created' | 'updated' | 'skipped' | 'failed'
>

/** The last imports of the register, newest first. */
export async function listSystemImports({ workspaceId }: Actor): Promise<SystemsBatch[]> {
  const [batches, people] = await Promise.all([
    db.batch.findMany({
      where: { workspaceId, kind: SYSTEMS_BATCH },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: 20,
    }),
    loadPeople(workspaceId),
  ])
  return batches.map(({ id, fileName, createdAt, createdById, state, total, created, updated, skipped, failed }) => ({
    ...{ id, fileName, at: createdAt, total, created, updated, skipped, failed },
    by: createdById ? (people.get(createdById)?.name ?? null) : null,
    undone: state === 'undone',
  }))
}
