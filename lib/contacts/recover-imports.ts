import { systemActor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db } from '@/lib/server/db'
import { log } from '@/lib/server/log'
import { ok } from '@/lib/shared/result'
import { type DeadLease, deadLeases, endLease, takeOver } from './import-lease'
import { IMPORT_KIND } from './import-model'
import { removeFile } from './import-store'
import { resumeImport } from './run-import'
import { undoRows } from './undo-import'

/** A part that ends its process every time would do so for ever. */
const MOST_TRIES = 3
const STAGED_HOURS = 24

/** Whether an import that is being undone was cancelled, given up or asked to be undone. */
async function undoEnd(lease: DeadLease): Promise<'undone' | 'cancelled' | 'failed'> {
  const batch = await db.batch.findFirst({ where: { id: lease.batchId, workspaceId: lease.workspaceId } })
  if (batch?.problem === 'cancelled') return 'cancelled'
  return batch?.problem === 'gave-up' ? 'failed' : 'undone'
}

/** After several tries the import is taken back instead: nothing half-done stays. */
async function giveUp(lease: DeadLease): Promise<void> {
  const { batchId, workspaceId } = lease
  const actor = systemActor(workspaceId, 'worker')
  await transact(actor, async (tx, record) => {
    await tx.batch.updateMany({
      where: { id: batchId, workspaceId, state: 'running' },
      data: { state: 'undoing', problem: 'gave-up', endedAt: new Date() },
    })
    await tx.job.updateMany({ where: { id: lease.jobId }, data: { args: { batchId, work: 'undo' } } })
    record({ action: 'contacts.import-cancelled', subject: { kind: 'batch', id: batchId }, reason: 'gave-up' })
    return ok(undefined)
  })
  await undoRows(actor, batchId, 'failed')
}

async function recover(lease: DeadLease): Promise<boolean> {
  const actor = systemActor(lease.workspaceId, 'worker')
  const taken = await transact(actor, async (tx) => ok(await takeOver(tx, lease)))
  if (!taken.ok || !taken.value) return false
  if (lease.work === 'undo') await undoRows(actor, lease.batchId, await undoEnd(lease))
  else if (lease.tries >= MOST_TRIES) await giveUp(lease)
  else await resumeImport(actor, lease.batchId)
  return true
}

/** Files that were uploaded and never imported hold personal data nobody asked to keep. */
async function forgetOldUploads(now: Date): Promise<void> {
  const before = new Date(now.getTime() - STAGED_HOURS * 3_600_000)
  const old = await db.batch.findMany({
    where: { kind: IMPORT_KIND, state: 'staged', createdAt: { lt: before } },
    select: { id: true, workspaceId: true },
  })
  for (const { id, workspaceId } of old) {
    await transact(systemActor(workspaceId, 'worker'), async (tx, record) => {
      const where = { id, workspaceId, state: 'staged' }
      const forgotten = await tx.batch.updateMany({ where, data: { state: 'cancelled', endedAt: now } })
      if (forgotten.count === 0) return ok(undefined)
      await removeFile(tx, workspaceId, id)
      await endLease(tx, id)
      record({ action: 'contacts.import-cancelled', subject: { kind: 'batch', id }, reason: 'upload-expired' })
      return ok(undefined)
    })
  }
}

/**
 * Takes up imports whose process died: a running one goes on after its last whole part, one that was being undone is
 * undone to the end. Called when Handrail starts and when the import page is opened; safe with several instances.
 * Returns how many it took up.
 */
export async function recoverImports(now = new Date()): Promise<number> {
  let recovered = 0
  for (const lease of await deadLeases(now)) {
    try {
      if (await recover(lease)) recovered += 1
    } catch (error) {
      log.error({ err: error, batchId: lease.batchId }, 'an import could not be taken up again')
    }
  }
  await forgetOldUploads(now)
  return recovered
}
