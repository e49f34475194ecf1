import { conflictKey } from './conflict-key'
import { type Evidence, type Identifier, type PersonFacts, type PersonRow, WORKSPACE_SCOPE } from './model'
import type { ConflictFinding, Learning, PersonDecision } from './person-rule'
import { settlePhones } from './phone-history'
import { recordUsername, settleNames } from './username-history'
import type { NewIdentifier, WorkingSet } from './working-set'

export type Occasion = { eventId: string; numberId?: string }

/** Carries a decision out in the working set and returns the contact of the event, if it has one. */
export function applyPerson(decision: PersonDecision, facts: PersonFacts, occasion: Occasion, ws: WorkingSet) {
  const evidence: Evidence = { source: 'payload', eventId: occasion.eventId, besidePhone: facts.phone?.matchKey }
  const contactId = decision.outcome === 'created' ? ws.createContact(facts.profileName).id : decision.contactId
  if (contactId) {
    touchSeen(contactId, facts, ws)
    for (const learning of decision.learns) learn(learning, contactId, { facts, evidence, ws })
    if (decision.learns.some(({ kind }) => kind === 'phone')) {
      tieToPhone(contactId, { facts, evidence, ws })
      settlePhones(contactId, ws)
    }
    settleNames(contactId, ws)
    if (facts.username) recordUsername(facts.username, contactId, { facts, evidence, ws })
    if (facts.profileName) ws.nameIfMissing(contactId, facts.profileName)
  }
  if (decision.conflict) openConflict({ ...decision, finding: decision.conflict, facts, occasion }, ws)
  return contactId
}

type Ground = { facts: PersonFacts; evidence: Evidence; ws: WorkingSet }

/** The scope, value and key under which one kind of identifier of the payload is kept. */
function slotOf(
  kind: Learning['kind'],
  facts: PersonFacts,
): Pick<NewIdentifier, 'scope' | 'value' | 'matchKey'> | undefined {
  if (kind === 'phone') return facts.phone ? { scope: WORKSPACE_SCOPE, ...facts.phone } : undefined
  const value = kind === 'bsuid' ? facts.bsuid : facts.parentBsuid
  if (!value) return undefined
  return { scope: kind === 'bsuid' ? facts.portfolioId : WORKSPACE_SCOPE, value, matchKey: value }
}

function learn(learning: Learning, contactId: string, ground: Ground): void {
  const { facts, evidence, ws } = ground
  const slot = slotOf(learning.kind, facts)
  if (!slot) return
  const claim = ws
    .identifiersOf(contactId)
    .find(
      (row) => row.kind === learning.kind && row.matchKey === slot.matchKey && row.active && row.scope === slot.scope,
    )
  const ended = learning.ended ?? (learning.kind === 'phone' ? takenSince(slot.matchKey, contactId, ground) : undefined)
  const glimpse = ended?.reason === 'seen-late' ? glimpsed(contactId, learning.kind, slot, ws) : undefined
  if (glimpse) ws.widen(glimpse, facts.at)
  else if (claim && !ended) ws.verify(claim, facts.at, evidence)
  else ws.addIdentifier({ contactId, kind: learning.kind, ...slot, at: facts.at, evidence, ended })
}

/** The account that brought the phone: by it a later change tells whose the phone is. */
function tieToPhone(contactId: string, { facts, evidence, ws }: Ground): void {
  for (const row of ws.identifiersOf(contactId)) {
    if (row.kind === 'bsuid' && showsUp(row, facts)) ws.tie(row, evidence)
  }
}

/**
 * Somebody else had the phone after this payload was sent: then it had been left by then, and is learned as history. When
 * it was left is not known, so the history is no longer than what payloads showed.
 */
function takenSince(matchKey: string, contactId: string, { facts, ws }: Ground): Learning['ended'] {
  const taken = ws.phoneTakenAfter(matchKey, facts.at, contactId)
  return taken && { at: facts.at, reason: 'seen-late' }
}

type Slot = Pick<NewIdentifier, 'scope' | 'matchKey'>

/** The row such history is already in. */
function glimpsed(contactId: string, kind: Learning['kind'], slot: Slot, ws: WorkingSet): Identifier | undefined {
  return ws
    .identifiersOf(contactId)
    .find(
      (row) =>
        row.kind === kind &&
        row.endReason === 'seen-late' &&
        row.scope === slot.scope &&
        row.matchKey === slot.matchKey,
    )
}

/** Identifiers of the payload that are the contact's already were seen again. */
function touchSeen(contactId: string, facts: PersonFacts, ws: WorkingSet): void {
  for (const row of ws.identifiersOf(contactId)) {
    if (row.assurance === 'verified' && showsUp(row, facts)) ws.seen(row, facts.at)
  }
}

function showsUp(row: Identifier, facts: PersonFacts): boolean {
  if (!row.active && row.validTo && row.validTo < facts.at) return false
  if (row.kind === 'phone') return row.matchKey === facts.phone?.matchKey
  if (row.kind === 'bsuid') return row.scope === facts.portfolioId && row.matchKey === facts.bsuid
  return row.kind === 'parent_bsuid' && row.matchKey === facts.parentBsuid
}

type Disagreement = {
  finding: ConflictFinding
  rule: PersonRow
  contactId?: string
  facts: PersonFacts
  occasion: Occasion
}

export function openConflict({ finding, rule, contactId, facts, occasion }: Disagreement, ws: WorkingSet): void {
  const { portfolioId } = facts
  const { numberId, eventId } = occasion
  const conflict = { ...finding, key: conflictKey(finding, facts), rule, contactId, portfolioId, numberId, facts }
  ws.openConflict(conflict, { eventId, facts })
}
