import { heldApart } from './found'
import { accountOf } from './lineage'
import { type Evidence, type Identifier, type IdentityChange, type PhoneFact, WORKSPACE_SCOPE } from './model'
import type { ConflictFinding } from './person-rule'
import { settlePhones } from './phone-history'
import type { WorkingSet } from './working-set'

type Hand = { evidence: Evidence; ws: WorkingSet }

/** A phone that turned out to be left, and when. */
type Left = { matchKey: string; at: Date }

export type PhoneChange = {
  /** True when the new phone is the contact's now. */
  current: boolean
  conflict?: ConflictFinding
  /** Identifiers that came to the contact through a phone after it had been left: somebody else's. */
  passedOn?: ConflictFinding
}

/** The phones of an identity change: the new one is added, the old one ends as previous; another contact's is never taken. */
export function applyPhones(change: IdentityChange, contactId: string, hand: Hand): PhoneChange {
  const { ws } = hand
  const named = endNamed(change, contactId, hand)
  const { phone } = change.next
  const conflict = phone && receive(phone, contactId, change, hand)
  const left = [...named, ...settlePhones(contactId, ws)]
  const passedOn = linkedTooLate(left, contactId, change, ws)
  const current =
    phone !== undefined && phonesOf(contactId, ws).some((row) => row.active && row.matchKey === phone.matchKey)
  return { current, conflict, passedOn }
}

/** Gives the contact the new phone, unless somebody else has it: then that is the answer. */
function receive(phone: PhoneFact, contactId: string, change: IdentityChange, hand: Hand): ConflictFinding | undefined {
  const left = leftSince(phone, contactId, change, hand.ws)
  if (left) {
    hand.ws.beganAt(left, change.next.at, hand.evidence)
    return undefined
  }
  const conflict = heldElsewhere(phone, contactId, change, hand.ws)
  if (!conflict) addNext(phone, contactId, change, hand)
  return conflict
}

/**
 * Across portfolios a phone links accounts by row 2. When the news that its owner had left it comes after somebody else
 * wrote with it, that link was wrong. Nothing is taken back by itself: a split is proposed, which rests on the signed
 * change.
 */
function linkedTooLate(left: readonly Left[], contactId: string, change: IdentityChange, ws: WorkingSet) {
  const { portfolioId } = change.next
  const strangers = ws.identifiersOf(contactId).filter((row) => {
    const { besidePhone } = row.evidence
    if (row.kind !== 'bsuid' || row.scope === portfolioId || besidePhone === undefined) return false
    return left.some(({ matchKey, at }) => matchKey === besidePhone && row.validFrom > at)
  })
  if (strangers.length === 0) return undefined
  const seeds = strangers.map((row) => row.id)
  const finding: ConflictFinding = {
    kind: 'phone-passed-on',
    contactIds: [contactId],
    identifierKind: 'phone',
    proposal: {
      kind: 'split',
      contactId,
      identifierIds: accountOf(ws.identifiersOf(contactId), seeds).map((row) => row.id),
    },
  }
  return finding
}

/** The contact had this phone and has left it since: whoever has it now is no disagreement. */
function leftSince(
  phone: PhoneFact,
  contactId: string,
  change: IdentityChange,
  ws: WorkingSet,
): Identifier | undefined {
  return phonesOf(contactId, ws).find(
    (row) => row.matchKey === phone.matchKey && !row.active && row.validTo && row.validTo >= change.next.at,
  )
}

function phonesOf(contactId: string, ws: WorkingSet): Identifier[] {
  return ws.identifiersOf(contactId).filter((row) => row.kind === 'phone' && row.assurance === 'verified')
}

/** The phone a number change names as left, or for the shape without BSUIDs the only one there is. */
function endNamed(change: IdentityChange, contactId: string, { evidence, ws }: Hand): Left[] {
  const { at, phone } = change.next
  const { previous } = change
  if (change.form !== 'user_changed_number') return []
  const mine = phonesOf(contactId, ws)
  const candidates = mine.filter((row) => row.active && row.validFrom <= at && row.matchKey !== phone?.matchKey)
  if (!previous.phone) {
    // The change did not say which phone was left; with a single one there is no doubt, with several there is.
    const [only, another] = candidates
    if (change.next.bsuid || !only || another) return []
    ws.end(only, at, 'number-changed')
    return [{ matchKey: only.matchKey, at }]
  }
  const { value, matchKey } = previous.phone
  const left = candidates.find((row) => row.matchKey === matchKey)
  if (left) ws.end(left, at, 'number-changed')
  else if (!mine.some((row) => row.matchKey === matchKey)) {
    const ended = { at, reason: 'number-changed' as const }
    const byThen = { ...evidence, source: 'payload' as const }
    ws.addIdentifier({ contactId, kind: 'phone', scope: WORKSPACE_SCOPE, value, matchKey, at, evidence: byThen, ended })
  }
  return [{ matchKey, at }]
}

function heldElsewhere(phone: PhoneFact, contactId: string, change: IdentityChange, ws: WorkingSet) {
  const { holder, late, claimants } = ws.phone(phone.matchKey, change.next.at)
  if (holder && holder.contactId === contactId) return undefined
  const others = holder && !late ? [holder.contactId] : claimants.includes(contactId) ? [] : claimants
  const [other, another] = others
  if (!other) return undefined
  const contactIds = [contactId, ...others]
  const finding: ConflictFinding = {
    kind: 'phone-held-by-another',
    contactIds,
    identifierKind: 'phone',
    proposal:
      another || heldApart(ws, contactId, other)
        ? { kind: 'choose-contact', contactIds }
        : { kind: 'duplicate-review', contactIds: [contactId, other], basis: holder ? 'phone' : 'claim' },
  }
  return finding
}

/** Adds the new phone; as history when somebody else was seen with it later: it was left in between, when is not known. */
function addNext(phone: PhoneFact, contactId: string, change: IdentityChange, { evidence, ws }: Hand): void {
  const { at } = change.next
  const active = phonesOf(contactId, ws).find((row) => row.matchKey === phone.matchKey && row.active)
  if (active) {
    ws.beganAt(active, at, evidence)
    return
  }
  const claim = ws.activeOf(contactId, 'phone', WORKSPACE_SCOPE).find((row) => row.matchKey === phone.matchKey)
  const isTaken = ws.phoneTakenAfter(phone.matchKey, at, contactId) !== undefined
  if (claim && !isTaken) {
    ws.verify(claim, at, evidence)
    return
  }
  const ended = isTaken ? { at, reason: 'seen-late' as const } : undefined
  ws.addIdentifier({ contactId, kind: 'phone', scope: WORKSPACE_SCOPE, ...phone, at, evidence, ended })
}
