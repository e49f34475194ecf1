import { firstIdAt } from '@/lib/deliveries/id-range'
import { db, sqlOf, type Tx } from '@/lib/server/db'
import { type RoutingRule, routingRulesSchema } from './schema'

/** A stored version of the rules. */
export type StoredRules = {
  id: string
  number: number
  rules: RoutingRule[]
  /** True when the stored list could not be read as rules; messages then reach the default. */
  damaged: boolean
  defaultWorkflowId: string
  active: boolean
  note: string | null
  createdById: string | null
  createdAt: Date
}

type RuleSetRow = Awaited<ReturnType<typeof db.routingRuleSet.findFirstOrThrow>>

function toStored(row: RuleSetRow): StoredRules {
  const parsed = routingRulesSchema.safeParse(row.rules)
  const { id, number, defaultWorkflowId, active, note, createdById, createdAt } = row
  const rules = parsed.success ? parsed.data : []
  return { id, number, rules, damaged: !parsed.success, defaultWorkflowId, active, note, createdById, createdAt }
}

export async function loadActiveRules(workspaceId: string, tx: Tx | typeof db = db): Promise<StoredRules | null> {
  const row = await tx.routingRuleSet.findFirst({ where: { workspaceId, activeKey: workspaceId } })
  return row && toStored(row)
}

export async function loadRules(workspaceId: string, number: number): Promise<StoredRules | null> {
  const row = await db.routingRuleSet.findFirst({ where: { workspaceId, number } })
  return row && toStored(row)
}

/** Versions newest first; one more than asked for, so that the last can be compared with the one before it. */
export async function loadRuleVersions(workspaceId: string, take: number): Promise<StoredRules[]> {
  const rows = await db.routingRuleSet.findMany({ where: { workspaceId }, orderBy: { number: 'desc' }, take: take + 1 })
  return rows.map(toStored)
}

/** Names of everything rules speak of, archived workflows and all, so that an old version can be read. */
export async function loadRuleNames(workspaceId: string) {
  const [workflows, numbers] = await Promise.all([
    db.workflow.findMany({ where: { workspaceId }, orderBy: { name: 'asc' } }),
    db.businessNumber.findMany({ where: { workspaceId }, orderBy: [{ label: 'asc' }, { id: 'asc' }] }),
  ])
  return { workflows, numbers }
}

/** A week of events is looked through at most this far back. */
const MOST_EVENTS = 100_000

/** Conversations that reached each workflow since a moment. */
export async function countConversations(workspaceId: string, since: Date): Promise<Map<string, number>> {
  const rows = await sqlOf(db).all<{ workflowId: string; n: unknown }>(
    `SELECT "workflowId", COUNT(DISTINCT "threadId") AS n FROM (
       SELECT "workflowId","threadId" FROM "Event" WHERE "workspaceId" = ? AND "id" >= ? ORDER BY "id" DESC LIMIT ${MOST_EVENTS}
     ) AS recent WHERE "workflowId" IS NOT NULL GROUP BY "workflowId"`,
    [workspaceId, firstIdAt('ev', since)],
  )
  return new Map(rows.map((row) => [row.workflowId, Number(row.n)]))
}
