import { OUTCOME_GROUPS, type RouteInput, type RoutingConditions, type RoutingRule, type RuleSet } from './schema'

/** One step of the reason, as the why-trace of an event keeps it: a code and arguments, sentences in lib/identity/why.ts. */
export type RouteStep = {
  code: 'route-rule' | 'route-default'
  args: Readonly<Record<string, string | number | readonly string[]>>
}

export type RouteVerdict = {
  workflowId: string
  /** Position in the list, from 1; undefined when the default decided. */
  ruleNumber?: number
  version: number
  steps: RouteStep[]
}

/** Where a message lands: the first rule whose conditions all hold, else the default. */
export function route(input: RouteInput, ruleSet: RuleSet): RouteVerdict {
  const { version, rules, defaultWorkflowId } = ruleSet
  const index = rules.findIndex((rule) => holds(rule.when, input))
  const rule = rules[index]
  if (!rule) {
    const steps: RouteStep[] = [{ code: 'route-default', args: { version, workflow: defaultWorkflowId } }]
    return { workflowId: defaultWorkflowId, version, steps }
  }
  return {
    workflowId: rule.workflowId,
    ruleNumber: index + 1,
    version,
    steps: [stepOf(rule, index + 1, input, version)],
  }
}

/** True when every condition that is given holds. */
export function holds(when: RoutingConditions, input: RouteInput): boolean {
  if (when.numberIds && !when.numberIds.includes(input.numberId)) return false
  if (when.eventTypes && !when.eventTypes.includes(input.eventType)) return false
  if (when.outcomes && !when.outcomes.includes(input.outcome)) return false
  if (when.labels && !when.labels.some((label) => hasLabel(input, label))) return false
  if (when.textContains && !when.textContains.some((words) => contains(input.text, words))) return false
  return when.referral === undefined || referred(when.referral, input.referralSourceId)
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

function hasLabel(input: RouteInput, label: string): boolean {
  const wanted = fold(label)
  return input.labels.some((held) => fold(held) === wanted)
}

function contains(text: string | undefined, words: string): boolean {
  return text !== undefined && fold(text).includes(fold(words))
}

function referred(wanted: 'any' | string[], sourceId: string | undefined): boolean {
  if (sourceId === undefined) return false
  return wanted === 'any' || wanted.includes(sourceId)
}

function stepOf(rule: RoutingRule, number: number, input: RouteInput, version: number): RouteStep {
  const { when } = rule
  const conditions: string[] = []
  if (when.eventTypes) conditions.push('event')
  if (when.labels) conditions.push('label')
  if (when.textContains) conditions.push('text')
  if (when.referral) conditions.push('referral')
  return {
    code: 'route-rule',
    args: {
      rule: number,
      version,
      workflow: rule.workflowId,
      outcomes: when.outcomes ? [input.outcome] : [],
      conditions,
      ...(when.numberIds ? { number: input.numberId } : {}),
    },
  }
}

export type RuleProblem =
  | { code: 'default-missing' }
  | { code: 'default-unknown' }
  | { code: 'workflow-unknown'; ruleNumber: number }
  | { code: 'number-unknown'; ruleNumber: number }
  /** Everything the rule would take is taken by `by`, an earlier rule. */
  | { code: 'unreachable'; ruleNumber: number; by: number }

export type Known = { workflowIds: readonly string[]; numberIds: readonly string[] }

type Draft = { rules: RoutingRule[]; defaultWorkflowId?: string }

/** What is wrong with a list of rules before it is saved. The default is required: no message may end up nowhere. */
export function checkRuleSet(draft: Draft, known: Known): RuleProblem[] {
  const problems: RuleProblem[] = []
  if (!draft.defaultWorkflowId) problems.push({ code: 'default-missing' })
  else if (!known.workflowIds.includes(draft.defaultWorkflowId)) problems.push({ code: 'default-unknown' })
  draft.rules.forEach((rule, index) => {
    const ruleNumber = index + 1
    if (!known.workflowIds.includes(rule.workflowId)) problems.push({ code: 'workflow-unknown', ruleNumber })
    const numbers = rule.when.numberIds ?? []
    if (numbers.some((id) => !known.numberIds.includes(id))) problems.push({ code: 'number-unknown', ruleNumber })
    const by = draft.rules.slice(0, index).findIndex((earlier) => covers(earlier.when, rule.when, known))
    if (by >= 0) problems.push({ code: 'unreachable', ruleNumber, by: by + 1 })
  })
  return problems
}

/** True when everything `later` would take satisfies `earlier` as well. Never says so wrongly; may miss odd cases. */
export function covers(
  earlier: RoutingConditions,
  later: RoutingConditions,
  known?: Pick<Known, 'numberIds'>,
): boolean {
  return (
    coversList(earlier.numberIds, later.numberIds, known?.numberIds) &&
    coversList(earlier.eventTypes, later.eventTypes) &&
    coversList(earlier.outcomes, later.outcomes, OUTCOME_GROUPS) &&
    coversList(earlier.labels?.map(fold), later.labels?.map(fold)) &&
    coversText(earlier.textContains, later.textContains) &&
    coversReferral(earlier.referral, later.referral)
  )
}

/** `all` is every value there is: a list of all of them is no condition. */
function coversList(
  earlier: readonly string[] | undefined,
  later: readonly string[] | undefined,
  all?: readonly string[],
): boolean {
  if (!earlier) return true
  const wanted = later ?? (all && all.length > 0 ? all : undefined)
  return wanted?.every((value) => earlier.includes(value)) ?? false
}

/** Words cover longer words that contain them: whatever has `refund now` in it has `refund` in it. */
function coversText(earlier: string[] | undefined, later: string[] | undefined): boolean {
  if (!earlier) return true
  return later?.every((words) => earlier.some((shorter) => contains(words, shorter))) ?? false
}

function coversReferral(earlier: RoutingConditions['referral'], later: RoutingConditions['referral']): boolean {
  if (earlier === undefined) return true
  if (later === undefined) return false
  return earlier === 'any' || (later !== 'any' && later.every((id) => earlier.includes(id)))
}
