import { db, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { storableJson } from '@/lib/shared/text'
import type { Report } from './schema'
import { reportHashOf } from './start-run'

/** One message may be reported again when the handler thinks again; more than that is a loop. */
const MOST_PER_MESSAGE = 20

/**
 * Takes what a handler under test says it did, at the one-time address of a run. The address is the key: it is known to
 * nobody but the handler, and takes nothing after the run has ended.
 */
export async function takeReport(
  key: string,
  { wamid, ...body }: Report,
): Promise<Result<{ taken: true }, 'not-found' | 'run-ended' | 'too-many'>> {
  const run = await db.testRun.findFirst({
    where: { reportHash: reportHashOf(key) },
    select: { id: true, workspaceId: true, state: true },
  })
  if (!run) return fail('not-found')
  if (run.state !== 'running') return fail('run-ended')
  return writeTransaction(async (tx) => {
    const had = await tx.labReport.count({ where: { runId: run.id, wamid } })
    if (had >= MOST_PER_MESSAGE) return fail('too-many', { seconds: 60 })
    const told = storableJson(body)
    await tx.labReport.create({
      data: { id: newId('rpt'), workspaceId: run.workspaceId, runId: run.id, wamid, body: told },
    })
    return ok({ taken: true as const })
  })
}
