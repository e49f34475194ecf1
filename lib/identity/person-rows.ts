import { type Found, heldApart } from './found'
import { phoneLeftAt } from './lineage'
import { PERSON_RULE_VERSION, type Proposal, type ProposalBasis, type WhyStep } from './model'
import type { ConflictFinding, Learning, PersonDecision } from './person-rule'
import type { WhyCode } from './why'
import { step } from './why-steps'

const version = PERSON_RULE_VERSION

/** Rows 1 and 4: somebody holds the BSUID; another contact on the phone or the parent BSUID is a disagreement. */
export function rowsOneAndFour(found: Found): PersonDecision | undefined {
  const holder = found.bsuidHolder
  if (!holder) return undefined
  const conflict = disagreement(found, holder.contactId)
  if (conflict) {
    const others = conflict.contactIds.filter((id) => id !== holder.contactId)
    const why = [step('rule-4', { version, contact: holder.contactId, others, kind: conflict.identifierKind })]
    // A BSUID that is only claimed does not outweigh the disagreement; one that was seen does, and the event is theirs.
    const contactId = holder.row ? holder.contactId : undefined
    return decided({ rule: 4, outcome: 'conflict', contactId, decisive: 'bsuid', conflict, why, found })
  }
  const phone = phoneOfHolder(found, holder.contactId)
  const learns: Learning[] = [...bsuidConfirmed(found), ...phone.learns, ...parentIfFree(found, holder.contactId)]
  const why = [step(phone.isNew ? 'rule-1-linked' : 'rule-1', { version, contact: holder.contactId })]
  const outcome = phone.isNew ? 'linked' : 'matched'
  return decided({ rule: 1, outcome, contactId: holder.contactId, decisive: 'bsuid', learns, why, found })
}

/** Rows 2 and 5: nobody holds the BSUID, one contact holds the phone, or is the only one to claim it. */
export function rowsTwoAndFive(found: Found): PersonDecision | undefined {
  const { facts, phone, ws } = found
  const contactId = phone?.holder?.contactId ?? (phone?.claimants.length === 1 ? phone.claimants[0] : undefined)
  if (!phone || !contactId) return undefined
  const why = (code: WhyCode): WhyStep[] => [step(code, { version, contact: contactId })]
  const confirmed: Learning[] = phone.holder ? [] : [{ kind: 'phone' }]
  if (!facts.bsuid && !otherParentHolder(found, contactId)) {
    const learns = [...confirmed, ...parentIfFree(found, contactId)]
    const code = phone.holder ? 'rule-2-matched' : 'rule-2-claimed'
    return decided({ rule: 2, outcome: 'matched', contactId, decisive: 'phone', learns, why: why(code), found })
  }
  const parentHolder = otherParentHolder(found, contactId)
  if (parentHolder) return undecided(found, 'parent-held-by-another', [contactId, parentHolder])
  if (phone.late && phone.holder?.validTo) {
    // The payload is older than the change that took the phone away, so its BSUID is history as well.
    const learns: Learning[] = [{ kind: 'bsuid', ended: { at: phone.holder.validTo, reason: 'seen-late' } }]
    return decided({ rule: 2, outcome: 'linked', contactId, decisive: 'phone', learns, why: why('rule-2-late'), found })
  }
  if (ws.activeOf(contactId, 'bsuid', facts.portfolioId).length > 0) {
    return undecided(found, 'phone-with-other-bsuid', [contactId])
  }
  const learns: Learning[] = [{ kind: 'bsuid' }, ...confirmed, ...parentIfFree(found, contactId)]
  return decided({ rule: 2, outcome: 'linked', contactId, decisive: 'phone', learns, why: why('rule-2-linked'), found })
}

/** Row 3: the parent BSUID decides when no phone does. */
export function rowThree(found: Found): PersonDecision | undefined {
  const { facts, parentHolder, phone, ws } = found
  if (!parentHolder) return undefined
  const contactId = parentHolder.contactId
  const why = [step(facts.bsuid ? 'rule-3' : 'rule-3-matched', { version, contact: contactId })]
  const phoneIsFree = phone && (phone.claimants.length === 0 || phone.claimants.includes(contactId))
  const learnsPhone: Learning[] = phoneIsFree ? [{ kind: 'phone' }] : []
  if (!facts.bsuid) {
    const outcome = learnsPhone.length > 0 ? 'linked' : 'matched'
    return decided({ rule: 3, outcome, contactId, decisive: 'parent_bsuid', learns: learnsPhone, why, found })
  }
  const { active, validTo } = parentHolder
  if (!active && validTo && facts.at <= validTo) {
    const learns: Learning[] = [{ kind: 'bsuid', ended: { at: validTo, reason: 'seen-late' } }]
    return decided({ rule: 3, outcome: 'linked', contactId, decisive: 'parent_bsuid', learns, why, found })
  }
  if (ws.activeOf(contactId, 'bsuid', facts.portfolioId).length > 0) {
    return undecided(found, 'parent-held-by-another', [contactId])
  }
  const learns: Learning[] = [{ kind: 'bsuid' }, ...learnsPhone]
  return decided({ rule: 3, outcome: 'linked', contactId, decisive: 'parent_bsuid', learns, why, found })
}

/** Row 5, and its like for a parent BSUID: the event waits in review without a contact, and nothing moves. */
function undecided(found: Found, kind: ConflictFinding['kind'], contactIds: string[]): PersonDecision {
  const identifierKind = kind === 'parent-held-by-another' ? 'parent_bsuid' : 'phone'
  const [a, b] = contactIds
  const proposal: Proposal =
    a && b && !heldApart(found.ws, a, b)
      ? { kind: 'duplicate-review', contactIds: [a, b], basis: 'phone' }
      : { kind: 'choose-contact', contactIds }
  const code = kind === 'parent-held-by-another' ? 'rule-5-parent' : 'rule-5'
  return {
    rule: 5,
    outcome: 'conflict',
    learns: [],
    candidates: contactIds,
    conflict: { kind, contactIds, identifierKind, proposal },
    why: [step(code, { version, contact: contactIds[0] ?? '', portfolio: found.facts.portfolioId })],
  }
}

/** Row 4: another contact holds or claims the phone, or holds the parent BSUID, beside the contact of the BSUID. */
function disagreement(found: Found, holderId: string): ConflictFinding | undefined {
  const { phone, ws } = found
  const phoneHolder = takenLater(found, holderId) ? undefined : phone?.holder?.contactId
  const claimsIt = phone?.claimants.includes(holderId) ?? false
  const claimedByOthers = phone && !phoneHolder && !claimsIt && !leftBy(found, holderId) ? phone.claimants : []
  const others = phoneHolder && phoneHolder !== holderId ? [phoneHolder] : claimedByOthers
  const parentHolder = otherParentHolder(found, holderId)
  const contactIds = others.length > 0 ? others : parentHolder ? [parentHolder] : []
  const [other, another] = contactIds
  if (!other) return undefined
  const basis: ProposalBasis = others.length === 0 ? 'account' : phoneHolder ? 'phone' : 'claim'
  const proposal: Proposal =
    another || heldApart(ws, holderId, other)
      ? { kind: 'choose-contact', contactIds: [holderId, ...contactIds] }
      : { kind: 'duplicate-review', contactIds: [holderId, other], basis }
  const byPhone = others.length > 0
  return {
    kind: byPhone ? 'phone-held-by-another' : 'parent-held-by-another',
    contactIds: [holderId, ...contactIds],
    identifierKind: byPhone ? 'phone' : 'parent_bsuid',
    proposal,
  }
}

/** True when the payload is older than the moment its own sender left the phone: then it disagrees with nobody. */
function leftBy(found: Found, contactId: string): boolean {
  const matchKey = found.facts.phone?.matchKey
  return found.ws
    .identifiersOf(contactId)
    .some(
      (row) =>
        row.kind === 'phone' &&
        row.matchKey === matchKey &&
        !row.active &&
        row.validTo &&
        found.facts.at <= row.validTo,
    )
}

/** When the account of the payload's BSUID left the phone it had then. */
function leftAt({ bsuidHolder, facts, ws }: Found, contactId: string): Date | undefined {
  const row = bsuidHolder?.row
  const at = row && phoneLeftAt(ws.identifiersOf(contactId), row)
  return at && facts.at <= at ? at : undefined
}

/** Whoever has the phone was first seen with it after the sender of this older payload had left it: it passed on. */
function takenLater(found: Found, contactId: string): boolean {
  const holder = found.phone?.holder
  const at = leftAt(found, contactId)
  return holder !== undefined && holder.contactId !== contactId && at !== undefined && holder.validFrom >= at
}

function phoneOfHolder(found: Found, contactId: string): { learns: Learning[]; isNew: boolean } {
  const { phone } = found
  const isFree = !phone?.holder || takenLater(found, contactId)
  if (!phone || !isFree || leftBy(found, contactId)) return { learns: [], isNew: false }
  if (phone.claimants.includes(contactId)) return { learns: [{ kind: 'phone' }], isNew: false }
  // A payload from before a number change of its account shows the phone that was left by it.
  const at = leftAt(found, contactId)
  if (at) return { learns: [{ kind: 'phone', ended: { at, reason: 'number-changed' } }], isNew: false }
  return { learns: [{ kind: 'phone' }], isNew: true }
}

function bsuidConfirmed(found: Found): Learning[] {
  return found.bsuidHolder && !found.bsuidHolder.row ? [{ kind: 'bsuid' }] : []
}

function otherParentHolder(found: Found, contactId: string): string | undefined {
  const holder = found.parentHolder?.contactId
  return holder && holder !== contactId ? holder : undefined
}

/** A parent BSUID nobody holds becomes the contact's, unless they have another one by now: then the payload is older. */
function parentIfFree(found: Found, contactId: string): Learning[] {
  const { facts, parentHolder, ws } = found
  if (!facts.parentBsuid || parentHolder) return []
  const current = ws.identifiersOf(contactId).find((row) => row.kind === 'parent_bsuid' && row.active)
  if (!current) return [{ kind: 'parent_bsuid' }]
  return current.validFrom > facts.at
    ? [{ kind: 'parent_bsuid', ended: { at: current.validFrom, reason: 'seen-late' } }]
    : []
}

type Draft = Omit<PersonDecision, 'learns' | 'candidates'> & { learns?: Learning[]; found: Found }

function decided({ found: _found, ...draft }: Draft): PersonDecision {
  const candidates = draft.conflict?.contactIds ?? []
  return { learns: [], candidates, ...draft }
}
