import { openConflict } from './apply-person'
import { applyChange, type ChangeGround } from './change-apply'
import { heldApart } from './found'
import type { ResolverErrorCode, WhyStep } from './model'
import { type IdentifierKind, type IdentityChange, type Outcome, PERSON_RULE_VERSION, type PersonRow } from './model'
import type { ConflictFinding } from './person-rule'
import { recordUsername, settleNames } from './username-history'
import { step } from './why-steps'
import type { WorkingSet } from './working-set'

const version = PERSON_RULE_VERSION

export type ChangeVerdict = {
  rule: PersonRow
  outcome: Extract<Outcome, 'linked' | 'matched' | 'conflict' | 'waiting' | 'failed'>
  contactId?: string
  decisive?: IdentifierKind
  candidates: string[]
  errorCode?: ResolverErrorCode
  why: WhyStep[]
}

type Subject = { contactId: string; by: IdentifierKind }

/**
 * Rows 8 and 9 of the person rule, version 1: a person's BSUID or phone changed. The person is found by the previous BSUID;
 * by the previous parent BSUID or phone where that is all there is. When only the new side is known, the previous BSUID
 * is recorded as an older link of the same lineage: nobody holds it, and one signed payload showed both.
 */
export function resolveChange(change: IdentityChange, ground: ChangeGround): ChangeVerdict {
  const seen = step('change-payload', { form: change.form, kinds: previousKinds(change) })
  const verdict = decideChange(change, ground)
  return { ...verdict, why: [seen, ...verdict.why] }
}

function decideChange(change: IdentityChange, ground: ChangeGround): ChangeVerdict {
  const { ws } = ground
  const subject = findSubject(change, ws)
  const nextHolder = holderOfNext(change, ws)
  if (!subject) return nextHolder ? joinBackwards(change, nextHolder, ground) : notFound(change)
  if (nextHolder && nextHolder !== subject.contactId) return alreadyTaken(change, subject, { nextHolder, ground })
  const applied = applyChange(change, subject.contactId, ground)
  noteUsername(change, subject.contactId, ground)
  const outcome = applied.conflict ? 'conflict' : nextHolder ? 'matched' : 'linked'
  const code = change.next.bsuid ? 'rule-8' : 'rule-8-number'
  const why = [step(code, { version, contact: subject.contactId, by: subject.by, portfolio: change.next.portfolioId })]
  return {
    rule: 8,
    outcome,
    contactId: subject.contactId,
    decisive: subject.by,
    candidates: applied.conflict?.contactIds ?? [],
    why: [...why, ...applied.why],
  }
}

/** Whose identifiers changed. A phone decides only where no BSUID can, and only for whoever had it at that time. */
function findSubject(change: IdentityChange, ws: WorkingSet): Subject | undefined {
  const { previous, next } = change
  if (previous.bsuid) {
    const standing = ws.bsuid(next.portfolioId, previous.bsuid)
    const [claimant, another] = standing.claimants
    const contactId = standing.holder?.contactId ?? (another ? undefined : claimant)
    if (contactId) return { contactId, by: 'bsuid' }
  }
  const parent = previous.parentBsuid ? ws.parentHolder(previous.parentBsuid) : undefined
  if (parent && hasNoOther(parent.contactId, change, ws)) return { contactId: parent.contactId, by: 'parent_bsuid' }
  // A previous BSUID that nobody holds yet waits for its own link: the phone may have been somebody else's by then.
  return previous.phone && !previous.bsuid ? subjectByPhone(change, previous.phone.matchKey, ws) : undefined
}

function subjectByPhone(change: IdentityChange, matchKey: string, ws: WorkingSet): Subject | undefined {
  const { at } = change.next
  const { holder, claimants } = ws.phone(matchKey, at)
  if (holder) {
    // Whoever was first seen with the phone after the change has it from the person who left it.
    return holder.validFrom > at ? undefined : { contactId: holder.contactId, by: 'phone' }
  }
  const [claimant, another] = claimants
  if (!claimant || another) return undefined
  const hasAccount = ws.activeOf(claimant, 'bsuid', change.next.portfolioId).length > 0
  return hasAccount ? undefined : { contactId: claimant, by: 'phone' }
}

/** A contact with another account in this portfolio is not who a given, unknown previous BSUID speaks of. */
function hasNoOther(contactId: string, change: IdentityChange, ws: WorkingSet): boolean {
  return !change.previous.bsuid || ws.activeOf(contactId, 'bsuid', change.next.portfolioId).length === 0
}

function holderOfNext({ next }: IdentityChange, ws: WorkingSet): string | undefined {
  return next.bsuid ? ws.bsuid(next.portfolioId, next.bsuid).holder?.contactId : undefined
}

/** Row 9, the other way round: the new BSUID arrived first, and the previous one is nobody's. */
function joinBackwards(change: IdentityChange, contactId: string, ground: ChangeGround): ChangeVerdict {
  const known = change.previous.bsuid !== undefined
  const applied = applyChange(change, contactId, ground)
  noteUsername(change, contactId, ground)
  const why = [step(known ? 'rule-9-joined' : 'rule-8-already', { version, contact: contactId })]
  return {
    rule: known ? 9 : 8,
    outcome: applied.conflict ? 'conflict' : known ? 'linked' : 'matched',
    contactId,
    decisive: 'bsuid',
    candidates: applied.conflict?.contactIds ?? [],
    why: [...why, ...applied.why],
  }
}

/** Row 8: the new BSUID is another contact's. Both are the same account by signed evidence, but nothing merges by itself. */
function alreadyTaken(
  change: IdentityChange,
  subject: Subject,
  { nextHolder, ground }: { nextHolder: string; ground: ChangeGround },
): ChangeVerdict {
  const contactIds: [string, string] = [subject.contactId, nextHolder]
  const finding: ConflictFinding = {
    kind: 'rotation-to-held-bsuid',
    contactIds,
    identifierKind: 'bsuid',
    proposal: { kind: 'duplicate-review', contactIds, basis: 'account' },
  }
  openConflict({ finding, rule: 8, contactId: subject.contactId, facts: change.next, occasion: ground }, ground.ws)
  const apart = heldApart(ground.ws, subject.contactId, nextHolder)
  return {
    rule: 8,
    outcome: 'conflict',
    contactId: subject.contactId,
    decisive: subject.by,
    candidates: contactIds,
    why: [step('rule-8-conflict', { version, contact: subject.contactId, other: nextHolder, apart })],
  }
}

/** Row 9: nobody is known on either side. */
function notFound(change: IdentityChange): ChangeVerdict {
  if (change.previous.bsuid) {
    return { rule: 9, outcome: 'waiting', candidates: [], why: [step('rule-9-waiting', { version, days: 7 })] }
  }
  const why = [step('rule-9-failed', { version })]
  return { rule: 9, outcome: 'failed', errorCode: 'change-not-linkable', candidates: [], why }
}

function noteUsername(change: IdentityChange, contactId: string, ground: ChangeGround): void {
  settleNames(contactId, ground.ws)
  const { username } = change.next
  if (!username) return
  recordUsername(username, contactId, {
    facts: change.next,
    evidence: { source: 'payload', eventId: ground.eventId },
    ws: ground.ws,
  })
}

function previousKinds({ previous }: IdentityChange): IdentifierKind[] {
  const kinds: IdentifierKind[] = []
  if (previous.phone) kinds.push('phone')
  if (previous.bsuid) kinds.push('bsuid')
  if (previous.parentBsuid) kinds.push('parent_bsuid')
  return kinds
}
