import { subjectEdited } from '@/lib/approvals/subject-edited'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { isHarmless, problemWords } from './problem-words'
import { checkRuleSet } from './rules'
import type { RoutingRule } from './schema'
import { loadActiveRules, loadRules, type StoredRules } from './store'
import { ROUTING_SUBJECT_ID } from './subject-id'
import { diffWords, ruleNames } from './words'
import type { RestoreRulesInput, SaveRulesInput } from './workflow-schema'

type Code = 'not-allowed' | 'not-found' | 'stale-version' | 'rules-broken'

/** `warnings` are sentences about rules that are never reached: odd, but no message is lost. */
export type Saved = { version: number; warnings: string[] }

type Draft = Pick<SaveRulesInput, 'rules' | 'defaultWorkflowId' | 'note' | 'baseVersion'>

/** What the version before says, as a screen compares it with the draft that came too late. */
function staleWith(active: StoredRules | null): Failure<Code> {
  return fail('stale-version', {
    current: { version: active?.number ?? 0, rules: active?.rules ?? [], defaultWorkflowId: active?.defaultWorkflowId },
  })
}

async function namesIn(tx: Tx, workspaceId: string) {
  const workflows = await tx.workflow.findMany({ where: { workspaceId } })
  const numbers = await tx.businessNumber.findMany({ where: { workspaceId } })
  return { workflows, numbers }
}

/** Ends the active version; false when somebody else did so first. */
async function retire(tx: Tx, active: StoredRules | null): Promise<boolean> {
  if (!active) return true
  const { count } = await tx.routingRuleSet.updateMany({
    where: { id: active.id, active: true },
    data: { active: false, activeKey: null },
  })
  return count === 1
}

const asJson = (rules: RoutingRule[]) => rules as unknown as object[]

async function store(tx: Tx, actor: Actor, draft: Draft): Promise<number> {
  const { workspaceId } = actor
  const last = await tx.routingRuleSet.findFirst({ where: { workspaceId }, orderBy: { number: 'desc' } })
  const number = (last?.number ?? 0) + 1
  await tx.routingRuleSet.create({
    data: {
      id: newId('rr'),
      workspaceId,
      number,
      rules: asJson(draft.rules),
      defaultWorkflowId: draft.defaultWorkflowId,
      active: true,
      activeKey: workspaceId,
      note: draft.note || null,
      createdById: actorId(actor),
    },
  })
  return number
}

/** Another save of the first version at the same moment: the unique key of the active one refused ours. */
function isLostRace(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'P2002'
}

/**
 * Saves the rules as a new version, which is active at once: exactly one is. Refused when the default or a workflow is
 * missing (`rules-broken`, with a sentence for each), and when somebody saved since the edit began (`stale-version`, with
 * the present rules). Rules that are never reached come back as warnings. The same content again makes no version.
 */
export async function saveRules(actor: Actor, draft: Draft): Promise<Result<Saved, Code>> {
  if (!can(actor, 'routing:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const attempt = () =>
    transact<Saved, Code>(actor, async (tx, record) => {
      const active = await loadActiveRules(workspaceId, tx)
      if ((active?.number ?? 0) !== draft.baseVersion) return staleWith(active)
      const named = await namesIn(tx, workspaceId)
      const living = named.workflows.filter((row) => row.archivedAt === null)
      const known = { workflowIds: living.map((row) => row.id), numberIds: named.numbers.map((row) => row.id) }
      const problems = checkRuleSet(draft, known)
      const broken = problems.filter((problem) => !isHarmless(problem))
      if (broken.length > 0) return fail('rules-broken', { problems: broken.map(problemWords) })
      const changes = active ? diffWords(active, draft, ruleNames(named)) : ['The first version.']
      if (active && changes.length === 0) return ok({ version: active.number, warnings: problems.map(problemWords) })
      if (!(await retire(tx, active))) return staleWith(await loadActiveRules(workspaceId, tx))
      const version = await store(tx, actor, draft)
      record({
        action: 'routing.rules-changed',
        subject: { kind: 'routing-rules', id: null },
        before: active && { version: active.number, rules: active.rules, defaultWorkflowId: active.defaultWorkflowId },
        after: { version, rules: draft.rules, defaultWorkflowId: draft.defaultWorkflowId },
        reason: draft.note || undefined,
        more: { changes },
      })
      await subjectEdited(tx, actor, { kind: 'routing', subjectId: ROUTING_SUBJECT_ID })
      return ok({ version, warnings: problems.map(problemWords) })
    })
  try {
    return await attempt()
  } catch (error) {
    if (!isLostRace(error)) throw error
    return staleWith(await loadActiveRules(workspaceId))
  }
}

/** Makes an older version the active one again, as a new version: history is never rewritten. */
export async function restoreRules(actor: Actor, input: RestoreRulesInput): Promise<Result<Saved, Code>> {
  if (!can(actor, 'routing:write')) return fail('not-allowed')
  const old = await loadRules(actor.workspaceId, input.number)
  if (!old) return fail('not-found')
  const { rules, defaultWorkflowId, number } = old
  return saveRules(actor, {
    rules,
    defaultWorkflowId,
    note: `Version ${number} again`,
    baseVersion: input.baseVersion,
  })
}
