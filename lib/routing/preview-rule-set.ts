import { type Actor, can } from '@/lib/server/actor'
import { fail, ok, type Result } from '@/lib/shared/result'
import { isHarmless, problemWords } from './problem-words'
import { checkRuleSet } from './rules'
import { loadActiveRules, loadRuleNames } from './store'
import { diffWords, ruleNames } from './words'
import type { SaveRulesInput } from './workflow-schema'

/** A draft of the rules before it is saved: what is wrong with it and what saving it would change, in words. */
export type RulesPreview = { broken: string[]; warnings: string[]; changes: string[] }

export async function previewRules(
  actor: Actor,
  draft: Pick<SaveRulesInput, 'rules' | 'defaultWorkflowId'>,
): Promise<Result<RulesPreview, 'not-allowed'>> {
  if (!can(actor, 'routing:write')) return fail('not-allowed')
  const [active, named] = await Promise.all([loadActiveRules(actor.workspaceId), loadRuleNames(actor.workspaceId)])
  const known = {
    workflowIds: named.workflows.filter((row) => row.archivedAt === null).map((row) => row.id),
    numberIds: named.numbers.map((row) => row.id),
  }
  const problems = checkRuleSet(draft, known)
  return ok({
    broken: problems.filter((problem) => !isHarmless(problem)).map(problemWords),
    warnings: problems.filter(isHarmless).map(problemWords),
    changes: active ? diffWords(active, draft, ruleNames(named)) : ['This will be the first version.'],
  })
}
