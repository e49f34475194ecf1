import { db, type Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'

/**
 * Who is writing an import (or undoing one) right now. The lease is renewed with every part; when its process dies, it
 * runs out and `recoverImports` goes on from the last part that was written.
 */
export type LeaseWork = 'run' | 'undo'

export const LEASE_KIND = 'contacts-import'
const LEASE_MS = 30_000

const keyOf = (batchId: string) => `${LEASE_KIND}|${batchId}`
const until = () => new Date(Date.now() + LEASE_MS)

export async function takeLease(
  tx: Tx,
  { workspaceId, batchId, work }: { workspaceId: string; batchId: string; work: LeaseWork },
): Promise<void> {
  const now = new Date()
  await tx.job.create({
    data: {
      id: newId('job'),
      workspaceId,
      kind: LEASE_KIND,
      uniqueKey: keyOf(batchId),
      args: { batchId, work },
      state: 'running',
      tries: 1,
      runAt: now,
      claimedUntil: until(),
    },
  })
}

export async function renewLease(tx: Tx, batchId: string): Promise<void> {
  await tx.job.updateMany({ where: { uniqueKey: keyOf(batchId) }, data: { claimedUntil: until() } })
}

export async function endLease(tx: Tx, batchId: string): Promise<void> {
  await tx.job.deleteMany({ where: { uniqueKey: keyOf(batchId) } })
}

export type DeadLease = { jobId: string; workspaceId: string; batchId: string; work: LeaseWork; tries: number }

/** Leases that ran out: their process is gone. */
export async function deadLeases(now = new Date()): Promise<DeadLease[]> {
  const jobs = await db.job.findMany({
    where: { kind: LEASE_KIND, state: 'running', claimedUntil: { lt: now } },
    orderBy: { id: 'asc' },
  })
  return jobs.flatMap((job) => {
    const { batchId, work } = job.args as { batchId: string; work: LeaseWork }
    return job.workspaceId ? [{ jobId: job.id, workspaceId: job.workspaceId, batchId, work, tries: job.tries }] : []
  })
}

/** True for the one instance that took over; the `tries` in the where lets only one of several win. */
export async function takeOver(tx: Tx, lease: DeadLease): Promise<boolean> {
  const taken = await tx.job.updateMany({
    where: { id: lease.jobId, tries: lease.tries, claimedUntil: { lt: new Date() } },
    data: { tries: { increment: 1 }, claimedUntil: until() },
  })
  return taken.count === 1
}
