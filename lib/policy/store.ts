import { db, type Tx } from '@/lib/server/db'
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

export async function loadActivePolicy(workspaceId: string, tx: Tx | typeof db = db): Promise<StoredPolicy | null> {
  const row = await tx.namingPolicy.findFirst({
    where: { workspaceId, state: 'active' },
    orderBy: { number: 'desc' },
    include: withScenarios,
  })
  return row && toStored(row)
}
