import type { RoutingConditions, RoutingRule } from './schema'

/** How ids of a rule are named for a reader. */
export type RuleNames = { number: (id: string) => string; workflow: (id: string) => string }

/** Names for rules, with words for what is gone. */
export function ruleNames({
  workflows,
  numbers,
}: {
  workflows: readonly { id: string; name: string }[]
  numbers: readonly { id: string; label: string }[]
}): RuleNames {
  const workflow = new Map(workflows.map((row) => [row.id, row.name]))
  const number = new Map(numbers.map((row) => [row.id, row.label]))
  return {
    workflow: (id) => workflow.get(id) ?? 'a workflow that was removed',
    number: (id) => number.get(id) ?? 'a number that was removed',
  }
}

const OUTCOMES = {
  known: 'a known customer',
  provisional: 'somebody without a CRM record',
  review: 'somebody who is in identity review',
} as const

function either(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} or ${parts.at(-1)}`
}

const quoted = (words: readonly string[]): string => either(words.map((word) => `“${word}”`))

/** The conditions of a rule as the middle of a sentence: "a text message from a known customer on Support". */
export function conditionWords(when: RoutingConditions, names: RuleNames): string {
  const parts = [when.eventTypes ? `${either(when.eventTypes)} message` : 'any message']
  if (when.outcomes) parts.push(`from ${either(when.outcomes.map((group) => OUTCOMES[group]))}`)
  if (when.numberIds) parts.push(`on ${either(when.numberIds.map(names.number))}`)
  if (when.labels) parts.push(`labelled ${quoted(when.labels)}`)
  if (when.textContains) parts.push(`that says ${quoted(when.textContains)}`)
  if (when.referral)
    parts.push(when.referral === 'any' ? 'that came from an ad' : `from the ad ${quoted(when.referral)}`)
  return parts.join(' ')
}

/** A whole rule in one sentence, with the name somebody gave it. */
export function ruleWords(rule: Pick<RoutingRule, 'name' | 'when' | 'workflowId'>, names: RuleNames): string {
  const sentence = `${conditionWords(rule.when, names)} → ${names.workflow(rule.workflowId)}`
  return rule.name ? `${rule.name}: ${sentence}` : sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

export type RuleVersion = { rules: readonly RoutingRule[]; defaultWorkflowId: string }

/** What is different in `after`, one sentence for each difference; empty when they say the same. */
export function diffWords(before: RuleVersion, after: RuleVersion, names: RuleNames): string[] {
  const earlier = new Map(before.rules.map((rule, index) => [rule.id, { rule, place: index + 1 }]))
  const later = new Map(after.rules.map((rule, index) => [rule.id, { rule, place: index + 1 }]))
  const lines: string[] = []
  for (const [id, { rule, place }] of later) {
    const known = earlier.get(id)
    const words = ruleWords(rule, names)
    if (!known) lines.push(`Added as rule ${place}: ${words}.`)
    else if (ruleWords(known.rule, names) !== words) {
      lines.push(`Changed rule ${place}: ${words}. Before: ${ruleWords(known.rule, names)}.`)
    }
  }
  lines.push(...moves(earlier, later, names))
  for (const [id, { rule, place }] of earlier) {
    if (!later.has(id)) lines.push(`Removed rule ${place}: ${ruleWords(rule, names)}.`)
  }
  if (before.defaultWorkflowId !== after.defaultWorkflowId) {
    lines.push(
      `The default is ${names.workflow(after.defaultWorkflowId)}. Before: ${names.workflow(before.defaultWorkflowId)}.`,
    )
  }
  return lines
}

type Placed = Map<string, { rule: RoutingRule; place: number }>

/** Rules whose order among the ones in both versions changed; a rule that only slid because of others is not named. */
function moves(earlier: Placed, later: Placed, names: RuleNames): string[] {
  const before = [...earlier.keys()].filter((id) => later.has(id))
  const after = [...later.keys()].filter((id) => earlier.has(id))
  const stayed = longestCommon(before, after)
  return after
    .filter((id) => !stayed.has(id))
    .map((id) => {
      const from = earlier.get(id)?.place
      const to = later.get(id)
      return `Moved rule ${from} to ${to?.place}: ${to ? ruleWords(to.rule, names) : ''}.`
    })
}

/** The ids that keep their order: the longest common subsequence of both lists, at most 200 long. */
function longestCommon(a: readonly string[], b: readonly string[]): Set<string> {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = lengths[i]
    for (let j = b.length - 1; row && j >= 0; j -= 1) {
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const kept = new Set<string>()
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const id = a[i]
    if (id !== undefined && id === b[j]) {
      kept.add(id)
      i += 1
      j += 1
    } else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return kept
}
