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
import { rotateThreads } from './thread-rule'
import { step } from './why-steps'
import type { WorkingSet } from './working-set'

export type ChangeGround = {
  eventId: string
  numberId?: string
  /** The numbers of the portfolio, whose threads know the BSUID. */
  portfolioNumberIds: readonly string[]
  ws: WorkingSet
}

export type Applied = { why: WhyStep[]; conflict?: ConflictFinding }

/** Row 8 carried out on one contact. Applying the same change twice, or after a later one, changes nothing more. */
export function applyChange(change: IdentityChange, contactId: string, ground: ChangeGround): Applied {
  const evidence: Evidence = { source: 'change', eventId: ground.eventId }
  const reason: EndReason = change.form === 'user_changed_number' ? 'number-changed' : 'rotated'
  const rotated = rotateBsuid(change, contactId, { evidence, reason, ws: ground.ws })
  rotateParent(change, contactId, { evidence, reason, ws: ground.ws })
  const phones = applyPhones(change, contactId, { evidence, nextRow: rotated.nextRow, ws: ground.ws })
  for (const finding of [phones.conflict, phones.passedOn]) {
    if (finding) openConflict({ finding, rule: 8, contactId, facts: change.next, occasion: ground }, ground.ws)
  }
  const why = rotateThreads(
    {
      contactId,
      portfolioId: change.next.portfolioId,
      numberIds: ground.portfolioNumberIds,
      old: { bsuids: rotated.ended, phoneKeys: phones.ended },
      next: {
        bsuid: rotated.nextRow?.active ? change.next.bsuid : undefined,
        phone: phones.current ? change.next.phone : undefined,
      },
    },
    ground.ws,
  )
  const passedOn = phones.passedOn ? [step('phone-passed-on', { contact: contactId })] : []
  return { why: [...why, ...passedOn], conflict: phones.conflict }
}

type Hand = { evidence: Evidence; reason: EndReason; ws: WorkingSet }

/** Ends the previous BSUID and gives the contact the new one; `ended` are the BSUIDs that stopped being theirs here. */
function rotateBsuid(change: IdentityChange, contactId: string, hand: Hand) {
  const { next, previous } = change
  const { ws } = hand
  const held = (value: string | undefined) =>
    ws
      .identifiersOf(contactId)
      .find((row) => row.kind === 'bsuid' && row.scope === next.portfolioId && row.matchKey === value)
  if (!next.bsuid) return { ended: endAccounts(change, contactId, hand), nextRow: undefined }
  const before = held(previous.bsuid)
  const wasActive = before?.active ?? false
  const others = ws.activeOf(contactId, 'bsuid', next.portfolioId).filter((row) => row !== before)
  // Without a previous BSUID the change speaks of the account the contact has here.
  const replaced = previous.bsuid ? (before ?? addEnded(previous.bsuid, contactId, change, hand)) : undefined
  if (replaced?.active) ws.end(replaced, next.at, hand.reason)
  if (!previous.bsuid) for (const row of others) if (isOlder(row, next)) ws.end(row, next.at, hand.reason)
  const known = held(next.bsuid)
  const nextRow =
    known ?? addNext(change, contactId, { ...hand, isCurrent: wasActive || !others.some((row) => row.active) })
  const gone = previous.bsuid ? (wasActive && replaced ? [replaced] : []) : others.filter((row) => !row.active)
  for (const row of replaced ? [replaced, ...gone] : gone) {
    if (!row.replacedById && row !== nextRow) ws.replacedBy(row, nextRow)
  }
  return { ended: gone.map((row) => row.matchKey), nextRow }
}

function isOlder(row: Identifier, next: IdentityChange['next']): boolean {
  return row.matchKey !== next.bsuid && row.validFrom <= next.at
}

/** The older shape of a number change names no BSUID. A number change regenerates them, so those known here are over. */
function endAccounts(change: IdentityChange, contactId: string, hand: Hand): string[] {
  const over = hand.ws
    .activeOf(contactId, 'bsuid', change.next.portfolioId)
    .filter((row) => row.assurance === 'verified' && row.validFrom <= change.next.at)
  for (const row of over) hand.ws.end(row, change.next.at, hand.reason)
  return over.map((row) => row.matchKey)
}

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
    evidence: hand.evidence,
    ended,
  })
}

/** A contact that has a later BSUID by now gets this one as history. */
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
