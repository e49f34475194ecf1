import { ownerWords, readGates } from '@/lib/readiness/queries'
import type { Gate } from '@/lib/readiness/schema'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { type PathStep, pathSteps, type TestedPlan } from './first-workflow-rules'

export type { PathStep } from './first-workflow-rules'
export type FirstWorkflow = { workflow: string | null; steps: PathStep[] }

/** The newest run of any plan that expects this workflow. */
async function lastTest(workspaceId: string, workflowId: string): Promise<TestedPlan | null> {
  const plan = { workspaceId, workflowId, archivedAt: null }
  const run = await db.testRun.findFirst({
    where: { workspaceId, state: 'done', plan },
    orderBy: { id: 'desc' },
    select: { id: true, total: true, passed: true, failed: true, startedAt: true },
  })
  if (run) return { planned: true, run: { ...run, at: run.startedAt } }
  return (await db.testPlan.count({ where: plan })) > 0 ? { planned: true, run: null } : null
}

/** How far the workflow is that goes live first: four steps in an order that is not turned round [rollout: order]. */
export async function firstWorkflow(actor: Actor): Promise<FirstWorkflow> {
  const { workspaceId } = actor
  const workflow = await db.workflow.findFirst({ where: { workspaceId, isFirstLive: true, archivedAt: null } })
  if (!workflow) return { workflow: null, steps: [] }
  const [gates, tested, wave] = await Promise.all([
    readGates(actor, null),
    lastTest(workspaceId, workflow.id),
    db.wave.count({ where: { workspaceId, state: { in: ['releasing', 'verifying', 'done'] } } }),
  ])
  const gate = (key: Gate['key']) => {
    const found = gates.find((one) => one.key === key)
    if (!found) throw new Error(`There is no gate ${key}.`)
    return { open: found.state === 'open', sentence: found.sentence, owner: ownerWords(found.owner) }
  }
  const facts = { identity: gate('identity'), scripts: gate('scripts'), entryPoints: gate('entry-points') }
  return {
    workflow: workflow.name,
    steps: pathSteps({
      ...facts,
      tested,
      testsOwner: gate('tests').owner,
      released: wave > 0,
      workflow: workflow.name,
    }),
  }
}
