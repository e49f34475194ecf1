import { randomBytes } from 'node:crypto'
import { writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'

/**
 * Who works through checks. One process in a database at a time, so that a host never gets more requests because there
 * are more workers. When the process dies, its lease runs out and another one goes on with the rows that wait.
 */
const KIND = 'entry-points-check'
const KEY = `${KIND}|worker`
const LEASE_MS = 60_000
/** Names this process: a worker that was killed and started again is somebody else. */
const ME = randomBytes(8).toString('hex')

/** True when this process may go on; it must ask again before the lease runs out. */
export async function takeCheckLease(now = new Date(), me = ME): Promise<boolean> {
  const claimedUntil = new Date(now.getTime() + LEASE_MS)
  return writeTransaction(async (tx) => {
    const taken = await tx.job.updateMany({
      where: { uniqueKey: KEY, OR: [{ claimedBy: me }, { claimedUntil: { lt: now } }, { claimedUntil: null }] },
      data: { claimedBy: me, claimedUntil, state: 'running' },
    })
    if (taken.count === 1) return true
    if ((await tx.job.count({ where: { uniqueKey: KEY } })) > 0) return false
    await tx.job.create({
      data: {
        ...{ id: newId('job'), kind: KIND, uniqueKey: KEY, args: {}, state: 'running', tries: 0, runAt: now },
        ...{ claimedBy: me, claimedUntil },
      },
    })
    return true
  })
}

/** Lets another process go on at once, when this one ends or has nothing left to do. */
export async function leaveCheckLease(me = ME): Promise<void> {
  await writeTransaction((tx) => tx.job.deleteMany({ where: { uniqueKey: KEY, claimedBy: me } }))
}
