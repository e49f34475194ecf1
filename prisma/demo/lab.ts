import { addDataset } from '@/lib/data-protection/datasets'
import { changeRecord } from '@/lib/lab/change-record'
import { ESSENTIAL } from '@/lib/lab/pack'
import { addPlan } from '@/lib/lab/plans'
import { workThroughRuns } from '@/lib/lab/run-work'
import { planSchema } from '@/lib/lab/schema'
import { startRun } from '@/lib/lab/start-run'
import { db } from '@/lib/server/db'
import { outsideFetch } from '@/lib/server/safe-fetch'
import { demoActor } from './actors'
import { must } from './settings'

type People = ReadonlyMap<string, { memberId: string }>

const YEAR_MS = 365 * 86_400_000

/** Invented people, a plan, and its first run at Handrail’s own resolver; what it found is with its owner. */
export async function loadLab(workspaceId: string, owners: People, numberId: string): Promise<void> {
  const keeper = await demoActor(workspaceId, 'crm_owner')
  const developer = await demoActor(workspaceId, 'developer')
  const ownerMemberId = memberOf(owners, 'imani')
  const dataset = await addDataset(keeper, {
    ...{ name: 'Invented customers', ownerMemberId, people: 300, decision: 'keep' as const },
    contents: 'Invented people with reserved phone numbers, made for the lab.',
    accessRule: 'Everybody who works on the rollout; they are nobody.',
    decisionDate: new Date(Date.now() + YEAR_MS).toISOString().slice(0, 10),
  })
  const workflow = await db.workflow.findFirst({ where: { workspaceId, isFirstLive: true } })
  const plan = planSchema.parse({
    ...{ name: 'Inbound support, every payload', targetId: null, datasetId: must(dataset).id, numberId },
    ...{ workflowId: workflow?.id ?? null, variations: [...ESSENTIAL, 'ad-click'], options: {} },
  })
  const started = await startRun(developer, must(await addPlan(developer, plan)).id)
  await workThroughRuns(outsideFetch(), new AbortController().signal, { only: must(started).id })
  const failing = await db.testRecord.findFirst({ where: { workspaceId, fixState: 'open' }, orderBy: { id: 'asc' } })
  if (!failing) return
  const { id, version } = failing
  must(await changeRecord(developer, { id, version, ownerId: memberOf(owners, 'tobias'), fix: 'open' }))
}

function memberOf(owners: People, name: string): string | null {
  return [...owners].find(([email]) => email.startsWith(name))?.[1].memberId ?? null
}
