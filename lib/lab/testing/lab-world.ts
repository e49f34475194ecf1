import { addDataset } from '@/lib/data-protection/datasets'
import { createWorkflow } from '@/lib/routing/commands'
import { saveRules } from '@/lib/routing/save-rule-set'
import type { Actor } from '@/lib/server/actor'
import { seedMember, seedNumber, seedWorkspace } from '@/lib/server/testing/seed'
import { VARIATIONS } from '../pack'
import { addPlan } from '../plans'
import { type PlanInput, planSchema, type TargetInput, targetSchema } from '../schema'
import { addTarget } from '../targets'

/** A workspace that can run its lab: two numbers of one portfolio and one of another, a workflow, invented people. */
export type LabWorld = {
  workspaceId: string
  developer: Actor
  numberId: string
  workflowId: string
  datasetId: string
}

function must<T>(result: { ok: true; value: T } | { ok: false; code: string; details?: unknown }): T {
  if (!result.ok) throw new Error(`${result.code} ${JSON.stringify(result.details ?? {})}`)
  return result.value
}

export async function labWorld(): Promise<LabWorld> {
  const workspaceId = await seedWorkspace()
  const developer = await seedMember(workspaceId, ['developer'], 'Ines Marlow')
  const operations = await seedMember(workspaceId, ['operations'])
  const number = await seedNumber(workspaceId)
  await seedNumber(workspaceId, { portfolioId: number.portfolioId })
  await seedNumber(workspaceId)
  const made = await createWorkflow(operations, {
    ...{ name: 'Support inbox', kind: 'queue', inbox: null, escalation: null, ownerMemberId: null, isFirstLive: true },
  })
  const workflowId = must(made).id
  must(await saveRules(operations, { rules: [], defaultWorkflowId: workflowId, baseVersion: 0, note: '' }))
  const dataset = await addDataset(developer, {
    ...{ name: 'Invented people', contents: 'Made up', ownerMemberId: null, accessRule: 'Everybody', people: 300 },
    ...{ decision: 'keep' as const, decisionDate: '2099-12-31' },
  })
  return { workspaceId, developer, numberId: number.numberId, workflowId, datasetId: must(dataset).id }
}

const PATHS = {
  ...{ contact: '$.contact', thread: '$.conversation', workflow: '$.queue', error: '$.error' },
  messageStatus: '$.status',
}

/** A target of the sample handler, which answers with what it did. */
export function targetOf(origin: string, given: Partial<TargetInput> = {}): TargetInput {
  return targetSchema.parse({
    ...{ name: `Staging ${origin}`, url: `${origin}/hook`, secret: 'staging_secret', answerMode: 'response' },
    answerSpec: { paths: PATHS, waitMs: 1_000 },
    sending: { timeoutMs: 2_000, retries: 1, prepareUrl: `${origin}/prepare` },
    isProduction: false,
    ...given,
  })
}

export async function seedTarget(world: LabWorld, origin: string, given: Partial<TargetInput> = {}): Promise<string> {
  return must(await addTarget(world.developer, targetOf(origin, given))).id
}

export function planOf(world: LabWorld, given: Partial<PlanInput> = {}): PlanInput {
  return planSchema.parse({
    ...{ name: 'The whole pack', targetId: null, datasetId: world.datasetId, numberId: world.numberId },
    ...{ workflowId: world.workflowId, variations: VARIATIONS.map(({ name }) => name), options: {} },
    ...given,
  })
}

export async function seedPlan(world: LabWorld, given: Partial<PlanInput> = {}): Promise<string> {
  return must(await addPlan(world.developer, planOf(world, given))).id
}
