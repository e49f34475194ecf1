import { CROWD, REASONS, type Reason, type ReasonKind, WEIGHTS } from './pair-rules'
import { reasonWords } from './pair-words'

/** The written deduplication rules: the matching part and the what-to-do part apart. Pure; the browser loads it too. */

export type Matching = {
  /** Points of each reason, out of a hundred; 0 leaves it out. */
  weights: Record<ReasonKind, number>
  /** More people than this on one phone or e-mail are no evidence about any two of them. */
  crowd: number
  /** Pairs with fewer points are not suggested. */
  least: number
}

export type WhatToDo = {
  /**
   * The one exception of rule 5: a provisional contact becomes part of the single CRM contact that claims its phone, once
   * one signed payload showed both identifiers.
   */
  mergeProvisional: boolean
  /** Look at contacts as they arrive, and at everybody each night. */
  onArrival: boolean
  nightly: boolean
}

/** There is one set of rules in force in a workspace; this names it where it is signed off. */
export const DEDUP_SUBJECT_ID = 'rules'

export type DedupRules = { matching: Matching; actions: WhatToDo }

export const FIRST_RULES: DedupRules = {
  matching: { weights: WEIGHTS, crowd: CROWD, least: 0 },
  actions: { mergeProvisional: false, onArrival: true, nightly: true },
}

const asNumber = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise
const asFlag = (value: unknown, otherwise: boolean): boolean => (typeof value === 'boolean' ? value : otherwise)
const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

/** Stored rules, read back; what another version left out is as it was from the beginning. */
export function readRules(matching: unknown, actions: unknown): DedupRules {
  const [told, does] = [asRecord(matching), asRecord(actions)]
  const weights = asRecord(told.weights)
  const first = FIRST_RULES
  return {
    matching: {
      weights: Object.fromEntries(
        REASONS.map((kind) => [kind, asNumber(weights[kind], WEIGHTS[kind])]),
      ) as Matching['weights'],
      crowd: asNumber(told.crowd, first.matching.crowd),
      least: asNumber(told.least, first.matching.least),
    },
    actions: {
      mergeProvisional: asFlag(does.mergeProvisional, first.actions.mergeProvisional),
      onArrival: asFlag(does.onArrival, first.actions.onArrival),
      nightly: asFlag(does.nightly, first.actions.nightly),
    },
  }
}

/** Those of the reasons that count. */
export function counted(reasons: readonly Reason[], { weights }: Matching): Reason[] {
  return reasons.filter(({ kind }) => weights[kind] > 0)
}

/** Whether a pair is suggested: a reason besides the name, and enough points. */
export function isSuggested(reasons: readonly Reason[], { score, least }: { score: number; least: number }): boolean {
  return reasons.some(({ kind }) => kind !== 'similar-name') && score >= least
}

/** What changed between two versions, in sentences. */
export function changesBetween(before: DedupRules, after: DedupRules): string[] {
  const weights = REASONS.flatMap((kind) => {
    const [was, is] = [before.matching.weights[kind], after.matching.weights[kind]]
    if (was === is) return []
    if (is === 0) return [`“${reasonWords(kind)}” does not count any more (${was} points before).`]
    return [
      was === 0
        ? `“${reasonWords(kind)}” counts ${is} points.`
        : `“${reasonWords(kind)}” counts ${is} points instead of ${was}.`,
    ]
  })
  const number = (label: string, was: number, is: number) => (was === is ? [] : [`${label}: ${is} instead of ${was}.`])
  const flag = (label: string, was: boolean, is: boolean) => (was === is ? [] : [`${label} is ${is ? 'on' : 'off'}.`])
  return [
    ...weights,
    ...number('A shared trait says nothing with more people than', before.matching.crowd, after.matching.crowd),
    ...number('Least points of a suggestion', before.matching.least, after.matching.least),
    ...flag('Merging provisional contacts by itself', before.actions.mergeProvisional, after.actions.mergeProvisional),
    ...flag('Looking at contacts as they arrive', before.actions.onArrival, after.actions.onArrival),
    ...flag('Looking at everybody each night', before.actions.nightly, after.actions.nightly),
  ]
}
