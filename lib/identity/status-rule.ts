import type { StatusUpdate } from '@/lib/whatsapp/update'
import { applyPerson } from './apply-person'
import type { IdentifierKind, Message, MessageState, PersonFacts, WhyStep } from './model'
import { canIdentify } from './person-facts'
import { decidePerson, type PersonDecision } from './person-rule'
import { findThread } from './thread-rule'
import { step } from './why-steps'
import type { WorkingSet } from './working-set'

/** How far a message has come. A failure outranks `sent` only: what was delivered did not fail, in whatever order we hear. */
const RANK: Record<MessageState, number> = { sent: 1, failed: 2, delivered: 3, read: 4, played: 5 }

/** True when `next` is news for a message that stands at `current`. */
export function advances(current: MessageState | undefined, next: MessageState): boolean {
  return current === undefined || RANK[next] > RANK[current]
}

export type StatusVerdict = {
  outcome: 'matched' | 'linked' | 'unmapped'
  message: Message
  contactId?: string
  decisive?: IdentifierKind
  candidates: string[]
  why: WhyStep[]
}

export type Ground = { numberId: string; eventId: string; ws: WorkingSet }

/** Whose identifiers these are, for what is no message of theirs; `links` says that a BSUID became theirs by it. */
export type Recognised = { contactId?: string; decision?: PersonDecision; links: boolean }

/** Rows 1 to 3, without making a contact or opening a conflict. Identifiers move by rows 1 and 2 alone, as row 10 says. */
export function recognise(facts: PersonFacts, ground: Ground): Recognised {
  const { ws } = ground
  const decision = canIdentify(facts) ? decidePerson(facts, ws) : undefined
  const links = decision !== undefined && mayLink(decision, facts, ws)
  if (decision && links) applyPerson(decision, facts, ground, ws)
  return { contactId: decision && decision.rule <= 3 ? decision.contactId : undefined, decision, links }
}

/**
 * Row 10 of the person rule, version 1: a status is joined to its message by wamid, then by its recipient. It never makes
 * a contact and moves no identifier, except that a BSUID seen beside a verified phone is linked by rows 1 and 2.
 */
export function resolveStatus(update: StatusUpdate, facts: PersonFacts, ground: Ground): StatusVerdict {
  const { ws, numberId } = ground
  const known = ws.message(numberId, update.wamid)
  const { contactId: byRecipient, decision, links } = recognise(facts, ground)
  const contactId = known?.contactId ?? byRecipient
  const message = placeMessage(update, { known, contactId, facts }, ground)
  const why = [...joinSteps(known, contactId, decision), ...(links ? (decision?.why ?? []) : [])]
  why.push(guardStatus(message, update, ws))
  return {
    outcome: contactId ? (links && decision?.outcome === 'linked' ? 'linked' : 'matched') : 'unmapped',
    message,
    contactId,
    decisive: known?.contactId || !byRecipient ? undefined : decision?.decisive,
    candidates: contactId ? [] : (decision?.candidates ?? []),
    why,
  }
}

/** Rows 1 and 2 with a phone that a signed payload had shown before; a claim is not enough for a status. */
function mayLink(decision: PersonDecision, facts: PersonFacts, ws: WorkingSet): boolean {
  if (!facts.phone || !facts.bsuid) return false
  if (decision.rule === 1) return true
  return decision.rule === 2 && ws.phone(facts.phone.matchKey, facts.at).holder !== undefined
}

type Placing = { known?: Message; contactId?: string; facts: PersonFacts }

/** In shadow mode the first status is usually the first sight of a message, so it makes the row others join. */
function placeMessage(update: StatusUpdate, { known, contactId, facts }: Placing, { ws, numberId }: Ground): Message {
  const question = { numberId, facts, contactId, groupId: update.groupId }
  const threadId = contactId ? findThread(question, ws)?.thread.id : undefined
  if (!known) {
    return ws.putMessage({ numberId, wamid: update.wamid, direction: 'outbound', contactId, threadId, at: update.at })
  }
  if (!known.contactId && contactId) ws.assignMessage(known, { contactId, threadId: known.threadId ?? threadId })
  return known
}

function joinSteps(known: Message | undefined, contactId: string | undefined, decision?: PersonDecision): WhyStep[] {
  if (known?.contactId) return [step('status-by-wamid', { contact: known.contactId })]
  if (contactId) return [step('status-by-recipient', { contact: contactId, kind: decision?.decisive ?? 'bsuid' })]
  return [step(known ? 'status-unmapped-known' : 'status-unmapped', { named: decision !== undefined })]
}

/** Takes a status that is news, and says what it did. */
export function guardStatus(message: Message, update: Pick<StatusUpdate, 'status' | 'at'>, ws: WorkingSet): WhyStep {
  const { status } = update
  if (!advances(message.status, status)) return step('status-kept', { status, current: message.status ?? status })
  const before = message.status
  ws.setStatus(message, status, update.at)
  return before ? step('status-advanced', { status, from: before }) : step('status-first', { status })
}
