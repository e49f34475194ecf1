import type { MessageUpdate, NoticeUpdate } from '@/lib/whatsapp/update'
import type { IdentifierKind, Message, PersonFacts, WhyStep } from './model'
import { type Ground, guardStatus, type Recognised, recognise } from './status-rule'
import { findThread } from './thread-rule'
import { step } from './why-steps'

/**
 * What tells about people without being a message of theirs now: notices, and messages of the stored history. Row 10 of
 * the person rule holds for them as for statuses: they find a contact and may link a BSUID to a phone that a signed
 * payload had shown before; they make no contact, open no conversation and no conflict, and are not routed.
 */
export type QuietVerdict = {
  outcome: 'matched' | 'linked' | 'unmapped'
  contactId?: string
  decisive?: IdentifierKind
  candidates: string[]
  why: WhyStep[]
  message?: Message
}

function verdictOf({ contactId, decision, links }: Recognised, why: WhyStep[]): QuietVerdict {
  return {
    outcome: contactId ? (links && decision?.outcome === 'linked' ? 'linked' : 'matched') : 'unmapped',
    contactId,
    decisive: contactId ? decision?.decisive : undefined,
    candidates: contactId ? [] : (decision?.candidates ?? []),
    why,
  }
}

function whose({ contactId, decision, links }: Recognised): WhyStep[] {
  if (links) return [...(decision?.why ?? [])]
  if (contactId) return [step('quiet-known', { contact: contactId, kind: decision?.decisive ?? 'bsuid' })]
  return [step('quiet-unmapped', { named: decision !== undefined })]
}

export function resolveNotice(update: NoticeUpdate, facts: PersonFacts, ground: Ground): QuietVerdict {
  const found = recognise(facts, ground)
  const said = step('notice', { about: update.about, detail: update.detail ?? '' })
  return verdictOf(found, [said, ...whose(found)])
}

/**
 * A message of the stored history. `facts` are the identifiers as of when WhatsApp wrote the payload, because that is when
 * they belong together. The message itself is older: when its phone was somebody else's then, it is filed under nobody.
 */
export function resolvePast(update: MessageUpdate, facts: PersonFacts, ground: Ground): QuietVerdict {
  const { ws, numberId } = ground
  const found = recognise(facts, ground)
  const known = ws.message(numberId, update.wamid)
  const stranger =
    found.contactId !== undefined && heldByAnother(facts, { at: update.at, than: found.contactId }, ground)
  const owner: Recognised = stranger ? { ...found, contactId: undefined } : found
  const contactId = known?.contactId ?? owner.contactId
  const message = placePast(update, { known, contactId, facts }, ground)
  if (contactId && update.direction === 'inbound') ws.contactWrote(contactId, update.at)
  const status = update.past?.status
  const why = [step('past-message'), ...(known?.contactId ? [byWamid(known.contactId)] : whose(found))]
  if (stranger) why.push(step('past-stranger'))
  if (status) why.push(guardStatus(message, { status, at: update.at }, ws))
  const decision = known?.contactId ? undefined : owner.decision
  return { ...verdictOf({ ...owner, contactId, decision }, why), message }
}

const byWamid = (contact: string): WhyStep => step('past-known', { contact })

function heldByAnother(facts: PersonFacts, { at, than }: { at: Date; than: string }, { ws }: Ground): boolean {
  if (!facts.phone) return false
  const { holder } = ws.phone(facts.phone.matchKey, at)
  return holder !== undefined && holder.contactId !== than
}

type Placing = { known?: Message; contactId?: string; facts: PersonFacts }

/** What is known of a message from the time it happened stays; the history only fills what is missing. */
function placePast(update: MessageUpdate, { known, contactId, facts }: Placing, { ws, numberId }: Ground): Message {
  const question = { numberId, facts, contactId }
  const threadId = contactId ? findThread(question, ws)?.thread.id : undefined
  const direction = update.direction === 'inbound' ? 'inbound' : 'outbound'
  const { wamid, messageType: type, at } = update
  if (!known) return ws.putMessage({ numberId, wamid, direction, type, at, contactId, threadId })
  if (known.type === undefined || (!known.contactId && contactId)) {
    ws.assignMessage(known, {
      type: known.type ?? type,
      contactId: known.contactId ?? contactId,
      threadId: known.threadId ?? threadId,
    })
  }
  return known
}
