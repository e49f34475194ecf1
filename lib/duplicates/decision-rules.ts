import type { ConflictKind } from './rules'

/** What a person can decide about a conflict, apart from merging two contacts (lib/merges). Pure; the browser loads it too. */

export const DECISIONS = ['chosen', 'new-person', 'passed-on', 'apart', 'split'] as const
export type Decision = (typeof DECISIONS)[number]

/** How a decided conflict was decided; `same-person` is written by a merge. */
export const DECIDED_HOW = [...DECISIONS, 'same-person'] as const
export type DecidedHow = (typeof DECIDED_HOW)[number]

export type DecisionOption = {
  decision: Decision
  /** Whom it is about: the one who is speaking, or who has the number no more. */
  contactIds: string[]
}

type Asked = {
  kind: ConflictKind | null
  /** The contact its events are with. */
  placedId: string | null
  /** Contacts it names that are there still. */
  contactIds: readonly string[]
  /** Of a proposed split: whose contact it is. */
  splitFrom: string | null
}

const chosen = (id: string): DecisionOption => ({ decision: 'chosen', contactIds: [id] })
const APART: DecisionOption = { decision: 'apart', contactIds: [] }
const NEW_PERSON: DecisionOption = { decision: 'new-person', contactIds: [] }

/** The decisions that answer a conflict of this kind, as long as those concerned are there. */
export function decisionsFor({ kind, placedId, contactIds, splitFrom }: Asked): DecisionOption[] {
  const others = contactIds.filter((id) => id !== placedId)
  const passedOn: DecisionOption[] = others.length > 0 ? [{ decision: 'passed-on', contactIds: others }] : []
  switch (kind) {
    case 'phone-held-by-another':
      return placedId ? [...passedOn, APART] : contactIds.map(chosen)
    case 'phone-with-other-bsuid':
      return [...others.map(chosen), ...passedOn, NEW_PERSON]
    case 'claimed-by-several':
      return [...contactIds.map(chosen), NEW_PERSON]
    case 'parent-held-by-another':
      return placedId ? [APART] : [...contactIds.map(chosen), NEW_PERSON]
    case 'phone-passed-on':
      return splitFrom && contactIds.includes(splitFrom)
        ? [{ decision: 'split', contactIds: [splitFrom] }, APART]
        : [APART]
    case 'rotation-to-held-bsuid':
      return [APART]
    default:
      return placedId ? [APART] : []
  }
}

export function allows(options: readonly DecisionOption[], decision: Decision, contactId: string | null): boolean {
  return options.some((option) =>
    option.decision === 'chosen'
      ? decision === 'chosen' && option.contactIds[0] === contactId
      : option.decision === decision,
  )
}

export type Until = { ok: true; until: Date } | { ok: false; code: 'phone-seen-since' | 'passed-on-too-late' }

type Times = {
  /** When the day begins on which the number is said to have passed on; null when nobody knows. */
  since: Date | null
  /** The last time a signed payload showed the phone with the one who had it. */
  lastSeen: Date | undefined
  firstOfOther: Date
  lastOfOther: Date
}

const SECOND = 1_000

/** The moment at which the phone ends for whoever had it: before the first message of the other person, never before it was last theirs. */
export function passedOnAt({ since, lastSeen, firstOfOther, lastOfOther }: Times): Until {
  const before = new Date(firstOfOther.getTime() - SECOND)
  if (since && since > firstOfOther) return { ok: false, code: 'passed-on-too-late' }
  const said = since && since < before ? since : before
  if (!lastSeen || lastSeen <= said) return { ok: true, until: said }
  // Seen with both in turns: it is over for the first one only if the other one was seen last.
  return !since && lastSeen < lastOfOther ? { ok: true, until: lastSeen } : { ok: false, code: 'phone-seen-since' }
}
