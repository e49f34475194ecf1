import { type Found, lookFor } from './found'
import type {
  ConflictKind,
  EndReason,
  IdentifierKind,
  Outcome,
  PersonFacts,
  PersonRow,
  Proposal,
  WhyStep,
} from './model'
import { rowsOneAndFour, rowsTwoAndFive, rowThree } from './person-rows'
import { step } from './why-steps'
import type { WorkingSet } from './working-set'

/** An identifier of the payload that becomes the contact's, or is confirmed as theirs. */
export type Learning = { kind: 'phone' | 'bsuid' | 'parent_bsuid'; ended?: { at: Date; reason: EndReason } }

export type ConflictFinding = {
  kind: ConflictKind
  contactIds: string[]
  identifierKind: IdentifierKind
  proposal: Proposal
}

/** A verdict on who is speaking, before anything is changed. */
export type PersonDecision = {
  rule: PersonRow
  outcome: Extract<Outcome, 'matched' | 'linked' | 'created' | 'conflict' | 'ambiguous'>
  /** Absent when a contact is to be created, and in identity review. */
  contactId?: string
  decisive?: IdentifierKind
  learns: Learning[]
  candidates: string[]
  conflict?: ConflictFinding
  why: WhyStep[]
}

/**
 * Rows 1 to 7 of the person rule, version 1 (product.md section 4): who is speaking, given one payload and everything
 * known so far. The rows are asked in order and the first that has an answer decides. A username is never looked at.
 */
export function decidePerson(facts: PersonFacts, ws: WorkingSet): PersonDecision {
  const found = lookFor(facts, ws)
  const decided = rowsOneAndFour(found) ?? rowsTwoAndFive(found) ?? rowThree(found) ?? rowSix(found) ?? rowSeven(found)
  return { ...decided, why: [...found.why, ...decided.why] }
}

/** Row 6: several contacts claim the identifier and no verified one decides. */
function rowSix(found: Found): PersonDecision | undefined {
  const byPhone = found.phone && found.phone.claimants.length > 1
  const candidates = byPhone ? (found.phone?.claimants ?? []) : found.bsuidClaimants
  if (candidates.length < 2) return undefined
  return {
    rule: 6,
    outcome: 'ambiguous',
    learns: [],
    candidates,
    conflict: {
      kind: 'claimed-by-several',
      contactIds: candidates,
      identifierKind: byPhone ? 'phone' : 'bsuid',
      proposal: { kind: 'choose-contact', contactIds: candidates },
    },
    why: [step('rule-6', { count: candidates.length, kind: byPhone ? 'phone' : 'bsuid' })],
  }
}

/** Row 7: nothing is known. */
function rowSeven(found: Found): PersonDecision {
  const learns: Learning[] = []
  if (found.facts.phone) learns.push({ kind: 'phone' })
  if (found.facts.bsuid) learns.push({ kind: 'bsuid' })
  if (found.facts.parentBsuid) learns.push({ kind: 'parent_bsuid' })
  return { rule: 7, outcome: 'created', learns, candidates: [], why: [step('rule-7')] }
}
