import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { log } from '@/lib/server/log'
import { fail, ok, type Result } from '@/lib/shared/result'
import { endLease, takeLease } from './import-lease'
import { findImport, removeFile } from './import-store'
import { undoRows } from './undo-import'

/**
 * Gives up an import. One that was only uploaded is forgotten with its file; one that is running stops after its present
 * part, and what it wrote is taken back, so no half import is left.
 */
export async function cancelImport(
  actor: Actor,
  { batchId }: { batchId: string },
  inBackground: (work: Promise<unknown>) => void = (work) => void work,
): Promise<Result<undefined, 'not-allowed' | 'not-found' | 'import-not-running'>> {
  if (!can(actor, 'contacts:write')) return fail('not-allowed')
  const { workspaceId } = actor
  if (!(await findImport(workspaceId, batchId))) return fail('not-found')
  const stopped = await transact<'staged' | 'running', 'import-not-running'>(actor, async (tx, record) => {
    const subject = { kind: 'batch', id: batchId }
    const place = { id: batchId, workspaceId }
    const forgotten = await tx.batch.updateMany({
      where: { ...place, state: 'staged' },
      data: { state: 'cancelled', endedAt: new Date() },
    })
    if (forgotten.count > 0) {
      await removeFile(tx, workspaceId, batchId)
      record({ action: 'contacts.import-cancelled', subject, more: { before: 'staged' } })
      return ok('staged')
    }
    const taken = await tx.batch.updateMany({ where: { ...place, state: 'running' }, data: { state: 'undoing' } })
    if (taken.count === 0) return fail('import-not-running')
    await endLease(tx, batchId)
    await takeLease(tx, { workspaceId, batchId, work: 'undo' })
    await tx.batch.updateMany({ where: place, data: { problem: 'cancelled', endedAt: new Date() } })
    record({ action: 'contacts.import-cancelled', subject, more: { before: 'running' } })
    return ok('running')
  })
  if (!stopped.ok) return stopped
  if (stopped.value === 'running') {
    const work = undoRows(actor, batchId, 'cancelled').catch((error: unknown) => {
      log.error({ err: error, batchId }, 'taking back a cancelled import stopped half-way')
    })
    inBackground(work)
  }
  return ok(undefined)
}
