import { openConflict } from './apply-person'
import { applyPhones } from './change-phones'
import {
  type EndReason,
  type Evidence,
  type Identifier,
  type IdentityChange,
  type WhyStep,
  WORKSPACE_SCOPE,
} from './model'
import type { ConflictFinding } from './person-rule'
import { followChange } from './thread-change'
import { step } from './why-steps'
import type { WorkingSet } from './working-set'

export type ChangeGround = {
  eventId: string
  numberId?: string
  /** All numbers of a portfolio, whose threads know its BSUIDs. */
  numbersOf: (portfolioId: string) => readonly string[]
  ws: WorkingSet
}

export type Applied = { why: WhyStep[]; conflict?: ConflictFinding }

/** Row 8 carried out on one contact. Applying the same change twice, or after a later one, changes nothing more. */
export function applyChange(change: IdentityChange, contactId: string, ground: ChangeGround): Applied {
  const evidence: Evidence = { source: 'change', eventId: ground.eventId }
  const reason: EndReason = change.form === 'user_changed_number' ? 'number-changed' : 'rotated'
  const rotated = rotateBsuid(change, contactId, { evidence, reason, ws: ground.ws })
  rotateParent(change, contactId, { evidence, reason, ws: ground.ws })
  const phones = applyPhones(change, contactId, { evidence, ws: ground.ws })
  for (const finding of [phones.conflict, phones.passedOn]) {
    if (finding) openConflict({ finding, rule: 8, contactId, facts: change.next, occasion: ground }, ground.ws)
  }
  const next = {
    bsuid: rotated?.active ? change.next.bsuid : undefined,
    phone: phones.current ? change.next.phone : undefined,
  }
  const why = followChange(
    { contactId, portfolioId: change.next.portfolioId, next, numbersOf: ground.numbersOf },
    ground.ws,
  )
  const passedOn = phones.passedOn ? [step('phone-passed-on', { contact: contactId })] : []
  return { why: [...why, ...passedOn], conflict: phones.conflict }
}

type Hand = { evidence: Evidence; reason: EndReason; ws: WorkingSet }

/** Ends the previous BSUID and gives the contact the new one, whose row is returned. */
function rotateBsuid(change: IdentityChange, contactId: string, hand: Hand): Identifier | undefined {
  const { next, previous } = change
  const { ws } = hand
  const held = (value: string | undefined) =>
    ws
      .identifiersOf(contactId)
      .find((row) => row.kind === 'bsuid' && row.scope === next.portfolioId && row.matchKey === value)
  if (!next.bsuid) {
    endAccounts(change, contactId, hand)
    return undefined
  }
  const before = held(previous.bsuid)
  const others = ws.activeOf(contactId, 'bsuid', next.portfolioId).filter((row) => row !== before)
  // Without a previous BSUID the change speaks of the account the contact has here.
  const replaced = previous.bsuid
    ? [before ?? addEnded(previous.bsuid, contactId, change, hand)]
    : others.filter((row) => isOlder(row, next))
  // That one of them was over may have been a guess until now; this says when, and why.
  for (const row of replaced) ws.end(row, next.at, hand.reason)
  const known = held(next.bsuid)
  if (known) ws.beganAt(known, next.at, known.evidence)
  // A contact that has a later BSUID by now gets this one as history, until the change that ended it comes.
  const isCurrent = !others.some((row) => row.active && row.validFrom > next.at)
  const nextRow = known ?? addNext(change, contactId, { ...hand, isCurrent })
  for (const row of replaced) if (row !== nextRow) ws.replacedBy(row, nextRow)
  return nextRow
}

function isOlder(row: Identifier, next: IdentityChange['next']): boolean {
  return row.matchKey !== next.bsuid && row.validFrom <= next.at
}

/** The older shape of a number change names no BSUID. A number change regenerates them, so those known here are over. */
function endAccounts(change: IdentityChange, contactId: string, hand: Hand): void {
  const over = hand.ws
    .activeOf(contactId, 'bsuid', change.next.portfolioId)
    .filter((row) => row.assurance === 'verified' && row.validFrom <= change.next.at)
  for (const row of over) hand.ws.end(row, change.next.at, hand.reason)
}

/** The change says when it ended, and that it was theirs by then; not since when. */
function addEnded(value: string, contactId: string, change: IdentityChange, hand: Hand): Identifier {
  const { portfolioId, at } = change.next
  const ended = { at, reason: hand.reason }
  return hand.ws.addIdentifier({
    contactId,
    kind: 'bsuid',
    scope: portfolioId,
    value,
    matchKey: value,
    at,
    evidence: { ...hand.evidence, source: 'payload' },
    ended,
  })
}

function addNext(change: IdentityChange, contactId: string, hand: Hand & { isCurrent: boolean }): Identifier {
  const { bsuid, portfolioId, at } = change.next
  const value = bsuid ?? ''
  return hand.ws.addIdentifier({
    contactId,
    kind: 'bsuid',
    scope: portfolioId,
    value,
    matchKey: value,
    at,
    evidence: hand.evidence,
    ended: hand.isCurrent ? undefined : { at, reason: 'seen-late' },
  })
}

/** Parent BSUIDs rotate with the account. One that another contact holds stays where it is. */
function rotateParent(change: IdentityChange, contactId: string, hand: Hand): void {
  const { next, previous } = change
  const { ws } = hand
  const mine = ws.identifiersOf(contactId).filter((row) => row.kind === 'parent_bsuid')
  const before = mine.find((row) => row.matchKey === previous.parentBsuid)
  if (before?.active && before.matchKey !== next.parentBsuid) ws.end(before, next.at, hand.reason)
  if (!next.parentBsuid || ws.parentHolder(next.parentBsuid)) return
  const later = mine.some((row) => row.active && row.validFrom > next.at)
  const made = ws.addIdentifier({
    contactId,
    kind: 'parent_bsuid',
    scope: WORKSPACE_SCOPE,
    value: next.parentBsuid,
    matchKey: next.parentBsuid,
    at: next.at,
    evidence: hand.evidence,
    ended: later ? { at: next.at, reason: 'seen-late' } : undefined,
  })
  if (before) ws.replacedBy(before, made)
}
