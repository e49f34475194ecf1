import { heldApart } from './found'
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
}

/** The phones of an identity change: the new one is added, the old one ends as previous; another contact's is never taken. */
export function applyPhones(change: IdentityChange, contactId: string, hand: Hand): PhoneChange {
  const ended = endPrevious(change, contactId, hand)
  const { phone } = change.next
  if (!phone) return { ended, current: false }
  const conflict = heldElsewhere(phone, contactId, change, hand.ws)
  if (conflict) return { ended, current: false, conflict }
  return { ended, current: addNext(phone, contactId, change, hand) }
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
        : { kind: 'duplicate-review', contactIds: [contactId, other], signed: holder !== undefined },
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
  if (mine.some((row) => row.validTo && row.validTo >= at)) return false
  const claim = ws.activeOf(contactId, 'phone', WORKSPACE_SCOPE).find((row) => row.matchKey === phone.matchKey)
  const isHistory = nextRow !== undefined && !nextRow.active && nextRow.endReason === 'number-changed'
  const endedAt = isHistory && nextRow.validTo ? nextRow.validTo : undefined
  if (claim && !endedAt) {
    ws.verify(claim, at, evidence)
    return true
  }
  const ended = endedAt && { at: endedAt, reason: 'number-changed' as const }
  ws.addIdentifier({ contactId, kind: 'phone', scope: WORKSPACE_SCOPE, ...phone, at, evidence, ended })
  return ended === undefined
}
