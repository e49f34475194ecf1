import { systemActor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { ok } from '@/lib/shared/result'

type Run = { id: string; workspaceId: string }

async function end(run: Run, data: { state: 'done' | 'failed'; problem: string | null }): Promise<void> {
  const { id, workspaceId } = run
  await transact<null, string>(systemActor(workspaceId, 'worker'), async (tx, record) => {
    const { count } = await tx.testRun.updateMany({
      where: { id, workspaceId, state: 'running' },
      data: { ...data, heldUntil: null, endedAt: new Date() },
    })
    if (count === 0) return ok(null)
    const run = await tx.testRun.findFirst({
      where: { id, workspaceId },
      select: { total: true, passed: true, failed: true },
    })
    record({ action: 'test-run.ended', subject: { kind: 'test-run', id }, more: { ...data, ...run } })
    return ok(null)
  })
}

/** Everything has a record. */
export function endRun(run: Run): Promise<void> {
  return end(run, { state: 'done', problem: null })
}

/** It cannot be run as it is; the sentence says why, and it can be resumed. */
export function failRun(run: Run, problem: string): Promise<void> {
  return end(run, { state: 'failed', problem })
}
