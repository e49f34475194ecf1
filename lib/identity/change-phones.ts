import { heldApart } from './found'
import { accountOf } from './lineage'
import { type Evidence, type Identifier, type IdentityChange, type PhoneFact, WORKSPACE_SCOPE } from './model'
import type { ConflictFinding } from './person-rule'
import type { WorkingSet } from './working-set'

type Hand = { evidence: Evidence; nextRow?: Identifier; ws: WorkingSet }

export type PhoneChange = {
  /** Match keys of the phones that stopped being the contact's. */
  ended: string[]
  /** True when the new phone is the contact's now. */
  current: boolean
  conflict?: ConflictFinding
  /** Identifiers that came to the contact through the old phone after it had been left: somebody else's. */
  passedOn?: ConflictFinding
}

/** The phones of an identity change: the new one is added, the old one ends as previous; another contact's is never taken. */
export function applyPhones(change: IdentityChange, contactId: string, hand: Hand): PhoneChange {
  const ended = endPrevious(change, contactId, hand)
  const passedOn = linkedTooLate(ended, contactId, change, hand.ws)
  const { phone } = change.next
  if (!phone) return { ended, current: false, passedOn }
  const left = leftSince(phone, contactId, change, hand.ws)
  if (left) {
    hand.ws.seen(left, change.next.at)
    return { ended, current: false, passedOn }
  }
  const conflict = heldElsewhere(phone, contactId, change, hand.ws)
  if (conflict) return { ended, current: false, conflict, passedOn }
  return { ended, current: addNext(phone, contactId, change, hand), passedOn }
}

/**
 * Across portfolios a phone links accounts by row 2. When the news that its owner had left it comes after somebody else
 * wrote with it, that link was wrong. Nothing is taken back by itself: a split is proposed, which rests on the signed
 * change.
 */
function linkedTooLate(left: readonly string[], contactId: string, change: IdentityChange, ws: WorkingSet) {
  const { at, portfolioId } = change.next
  const strangers = ws.identifiersOf(contactId).filter((row) => {
    const { besidePhone } = row.evidence
    const elsewhere = row.kind === 'bsuid' && row.scope !== portfolioId
    return elsewhere && besidePhone !== undefined && left.includes(besidePhone) && row.validFrom > at
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

function endPrevious(change: IdentityChange, contactId: string, { evidence, ws }: Hand): string[] {
  const { at, phone } = change.next
  const { previous } = change
  const mine = phonesOf(contactId, ws)
  const candidates = mine.filter((row) => row.active && row.validFrom <= at && row.matchKey !== phone?.matchKey)
  if (!previous.phone) {
    // The change did not say which phone was left; with a single one there is no doubt, with several there is.
    const [only, another] = candidates
    if (change.form !== 'user_changed_number' || !only || another) return []
    ws.end(only, at, 'number-changed')
    return [only.matchKey]
  }
  if (change.form !== 'user_changed_number') return []
  const { value, matchKey } = previous.phone
  const left = candidates.find((row) => row.matchKey === matchKey)
  if (left) ws.end(left, at, 'number-changed')
  else if (!mine.some((row) => row.matchKey === matchKey)) {
    const ended = { at, reason: 'number-changed' as const }
    ws.addIdentifier({ contactId, kind: 'phone', scope: WORKSPACE_SCOPE, value, matchKey, at, evidence, ended })
  }
  return [matchKey]
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

/** Adds the new phone; as history when the change itself is history by now. Returns whether it is the contact's today. */
function addNext(phone: PhoneFact, contactId: string, change: IdentityChange, hand: Hand): boolean {
  const { ws, evidence, nextRow } = hand
  const { at } = change.next
  const mine = phonesOf(contactId, ws).filter((row) => row.matchKey === phone.matchKey)
  const active = mine.find((row) => row.active)
  if (active) {
    ws.seen(active, at)
    return true
  }
  const claim = ws.activeOf(contactId, 'phone', WORKSPACE_SCOPE).find((row) => row.matchKey === phone.matchKey)
  const takenAt = ws.phoneTakenAfter(phone.matchKey, at, contactId)
  const isHistory = nextRow !== undefined && !nextRow.active && nextRow.endReason === 'number-changed'
  // Somebody else was seen with it later: it was left in between, and when is not known.
  const endedAt = isHistory && nextRow.validTo ? nextRow.validTo : takenAt && at
  if (claim && !endedAt) {
    ws.verify(claim, at, evidence)
    return true
  }
  const ended = endedAt && { at: endedAt, reason: 'number-changed' as const }
  ws.addIdentifier({ contactId, kind: 'phone', scope: WORKSPACE_SCOPE, ...phone, at, evidence, ended })
  return ended === undefined
}
