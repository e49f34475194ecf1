import { systemActor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { ok } from '@/lib/shared/result'
import { sentenceFor } from '@/lib/shared/sentences'
import { nextRun, scheduleOf } from './schedule-rules'
import { startRun } from './start-run'

type Due = { id: string; workspaceId: string; name: string; schedule: string | null; nextAt: Date | null }

/** Takes one time of a plan for this process; false when another one has it. */
async function take({ id, schedule, nextAt }: Due, now: Date): Promise<boolean> {
  const { count } = await writeTransaction((tx) =>
    tx.testPlan.updateMany({ where: { id, nextAt }, data: { nextAt: nextRun(scheduleOf(schedule), now) } }),
  )
  return count === 1
}

/** A plan that could not be started by itself leaves a run that says why, where people look for it. */
async function leaveProblem({ id, workspaceId, name }: Due, problem: string, now: Date): Promise<void> {
  await transact<null, string>(systemActor(workspaceId, 'worker'), async (tx, record) => {
    const runId = newId('tr')
    await tx.testRun.create({
      data: {
        ...{ id: runId, workspaceId, planId: id, state: 'failed', problem, startedAt: now, endedAt: now },
        names: { plan: name },
      },
    })
    record({ action: 'test-run.ended', subject: { kind: 'test-run', id: runId }, more: { state: 'failed', problem } })
    return ok(null)
  })
}

/** Queues the plans whose time has come. A run of the same plan that is still under way is not joined by another. */
export async function startDuePlans(now: Date): Promise<number> {
  const due = await db.testPlan.findMany({
    where: { schedule: { not: null }, nextAt: { lte: now }, archivedAt: null },
    orderBy: { nextAt: 'asc' },
    take: 50,
    select: { id: true, workspaceId: true, name: true, schedule: true, nextAt: true },
  })
  let started = 0
  for (const plan of due) {
    if (!(await take(plan, now))) continue
    const under = { planId: plan.id, state: { in: ['queued', 'running'] } }
    if ((await db.testRun.count({ where: under })) > 0) continue
    const result = await startRun(systemActor(plan.workspaceId, 'worker'), plan.id, now)
    if (result.ok) started += 1
    else await leaveProblem(plan, sentenceFor(result.code, result.details), now)
  }
  return started
}
