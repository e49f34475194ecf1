import type { PolicyContent, Scenario } from './schema'
import { CLASS_KEYS, type ClassKey, LIST_KEYS } from './vocabulary'
import { bannedLine, CLASS_WORDS, LIST_WORDS, listLine, patternWords, rolesLine, SCENARIO_WORDS } from './words'

export type PolicyText = { content: PolicyContent; scenarios: readonly Scenario[] }

/** One part of a policy in two versions. Empty text: the part says nothing there. */
export type PolicyDifference = { part: string; before: string; after: string }

/** A scenario in one line: what happens, and how each handle must come out. */
export function scenarioWords({ text, proposals }: Scenario): string {
  const wanted = proposals.map(
    ({ name, classKey, expected }) => `@${name} as ${CLASS_WORDS[classKey].name.toLowerCase()}: ${expected}`,
  )
  return [text, wanted.join('; ')].filter(Boolean).join(' ')
}

function classParts(content: PolicyContent, key: ClassKey): [part: string, text: string][] {
  const { name } = CLASS_WORDS[key]
  const { note, patterns, requesters, approver } = content.classes[key]
  return [
    [`${name}: when`, note],
    [`${name}: patterns`, patterns.map(patternWords).join('; ')],
    [`${name}: may request`, rolesLine(requesters)],
    [`${name}: approves`, rolesLine(approver ? [approver] : [])],
  ]
}

/** A policy as parts with their words, always the same parts in the same order; scenarios of one kind are one part. */
export function policyParts({ content, scenarios }: PolicyText): [part: string, text: string][] {
  const kinds = Object.entries(SCENARIO_WORDS).map(([kind, words]): [string, string] => {
    const texts = scenarios.filter((scenario) => scenario.kind === kind).map(scenarioWords)
    return [`Scenario: ${words.toLowerCase()}`, texts.join(' / ')]
  })
  return [
    ['Purpose', content.purpose],
    ['Longest handle', `${content.maxLength} characters`],
    ...CLASS_KEYS.flatMap((key) => classParts(content, key)),
    ...LIST_KEYS.map((key): [string, string] => [LIST_WORDS[key].name, listLine(key, content.lists[key]) ?? '']),
    ['Kept out of handles', bannedLine(content.banned) ?? ''],
    ...kinds,
  ]
}

/** What is different in `after`, part by part; empty when both say the same. */
export function diffPolicies(before: PolicyText, after: PolicyText): PolicyDifference[] {
  const earlier = new Map(policyParts(before))
  return policyParts(after)
    .map(([part, text]) => ({ part, before: earlier.get(part) ?? '', after: text }))
    .filter((difference) => difference.before !== difference.after)
}
