import { db, type Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { type PolicyContent, policyContentSchema, type Scenario, scenarioSchema } from './schema'

export type PolicyState = 'draft' | 'active' | 'retired'

/** A stored version. `content` is null when the row cannot be read as a policy: it is then shown as damaged, never used. */
export type StoredPolicy = {
  id: string
  number: number
  state: PolicyState
  content: PolicyContent | null
  scenarios: Scenario[]
  contentHash: string
  version: number
  createdById: string | null
  createdAt: Date
  updatedAt: Date
}

type Reader = Pick<Tx | typeof db, 'namingPolicy'>
type Row = Awaited<ReturnType<typeof db.namingPolicy.findFirstOrThrow>> & {
  scenarios: { kind: string; text: string; proposals: unknown }[]
}

function toStored(row: Row): StoredPolicy {
  const content = policyContentSchema.safeParse(row.content)
  const scenarios = row.scenarios.flatMap(({ kind, text, proposals }) => {
    const parsed = scenarioSchema.safeParse({ kind, text, proposals })
    return parsed.success ? [parsed.data] : []
  })
  const { id, number, contentHash, version, createdById, createdAt, updatedAt } = row
  const state: PolicyState = row.state === 'active' || row.state === 'retired' ? row.state : 'draft'
  const stored = { id, number, state, contentHash, version, createdById, createdAt, updatedAt }
  return { ...stored, content: content.success ? content.data : null, scenarios }
}

const withScenarios = { scenarios: { orderBy: { id: 'asc' } } } as const

async function findPolicy(
  where: { workspaceId: string; id?: string; number?: number; state?: PolicyState },
  reader: Reader,
): Promise<StoredPolicy | null> {
  const row = await reader.namingPolicy.findFirst({ where, orderBy: { number: 'desc' }, include: withScenarios })
  return row && toStored(row)
}

export function loadActivePolicy(workspaceId: string, reader: Reader = db): Promise<StoredPolicy | null> {
  return findPolicy({ workspaceId, state: 'active' }, reader)
}

export function loadDraft(workspaceId: string, reader: Reader = db): Promise<StoredPolicy | null> {
  return findPolicy({ workspaceId, state: 'draft' }, reader)
}

export function loadPolicy(workspaceId: string, id: string, reader: Reader = db): Promise<StoredPolicy | null> {
  return findPolicy({ workspaceId, id }, reader)
}

export function loadPolicyNumber(workspaceId: string, number: number): Promise<StoredPolicy | null> {
  return findPolicy({ workspaceId, number }, db)
}

/** Versions, newest first. */
export async function loadPolicies(workspaceId: string, take: number): Promise<StoredPolicy[]> {
  const rows = await db.namingPolicy.findMany({
    where: { workspaceId },
    orderBy: { number: 'desc' },
    include: withScenarios,
    take,
  })
  return rows.map(toStored)
}

/** Puts the scenarios of a draft in place of the ones it had, in the order given. */
export async function writeScenarios(
  tx: Tx,
  policy: { id: string; workspaceId: string },
  scenarios: readonly Scenario[],
): Promise<void> {
  await tx.policyScenario.deleteMany({ where: { policyId: policy.id, workspaceId: policy.workspaceId } })
  await tx.policyScenario.createMany({
    data: scenarios.map(({ kind, text, proposals }) => ({
      id: newId('scn'),
      workspaceId: policy.workspaceId,
      policyId: policy.id,
      ...{ kind, text, proposals },
    })),
  })
}
