import { route } from '@/lib/routing/rules'
import { type RuleSet, routingRulesSchema } from '@/lib/routing/schema'
import { asJson, type Sql, type SqlRow } from '@/lib/server/sql'
import { NumberBook, type OurNumber } from './batch'
import type { Router } from './model'

/** What a workspace has set up that resolving depends on. */
export type ResolverSettings = { numbers: NumberBook; router: Router }

export async function loadSettings(sql: Sql, workspaceId: string): Promise<ResolverSettings> {
  const numbers = await sql.all<OurNumber & SqlRow>(
    'SELECT "id","portfolioId","phoneNumberId","displayDigits","wabaId" FROM "BusinessNumber" WHERE "workspaceId" = ?',
    [workspaceId],
  )
  return { numbers: new NumberBook(numbers), router: routerFor(await loadRuleSet(sql, workspaceId)) }
}

async function loadRuleSet(sql: Sql, workspaceId: string): Promise<RuleSet | undefined> {
  const [row] = await sql.all<{ number: number; rules: unknown; defaultWorkflowId: string }>(
    'SELECT "number","rules","defaultWorkflowId" FROM "RoutingRuleSet" WHERE "activeKey" = ?',
    [workspaceId],
  )
  if (!row) return undefined
  // Rules are checked when they are saved; if a stored list is damaged, messages still reach the default.
  const rules = routingRulesSchema.safeParse(asJson(row.rules))
  return {
    version: Number(row.number),
    rules: rules.success ? rules.data : [],
    defaultWorkflowId: row.defaultWorkflowId,
  }
}

/** Routing as one function. Without rules a message has no workflow, and the trace says so. */
export function routerFor(ruleSet: RuleSet | undefined): Router {
  if (!ruleSet) return () => ({ steps: [{ code: 'route-none', args: {} }] })
  return (question) => {
    const { workflowId, steps } = route(question, ruleSet)
    return { workflowId, steps }
  }
}
