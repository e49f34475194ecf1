import { isDecision, sentence, withoutThis } from '@/lib/identity/why'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { type EventRecord, factsOf, readEvents } from './event-record'
import { type Failure, failureOf } from './failure'
import { shortId } from './id-range'
import { decisiveCell, maskedText, personCells, type StripCells } from './identity-cells'
import { type NameBook, nameBook } from './names'
import { ruleCaption } from './rule-words'
import { headline, kindWords } from './words'

type WhySentence = { key: string; sentence: string; decisive: boolean }

/** Everything the detail panel shows of one event. Identifiers are masked; `revealEvent` gives the plain ones. */
export type EventDetail = {
  id: string
  headline: string
  kindWords: string
  /** Only a message is routed, so only a message can be tried in the bench. */
  isMessage: boolean
  outcome: string
  at: Date
  receivedAt: Date
  resolvedAt: Date | null
  tookMicros: number | null
  numberLabel: string | null
  workflow: string | null
  cells: StripCells
  decision: { cell: 'phone' | 'username' | 'bsuid' | 'contact'; rule: string } | null
  /** What decided when no cell of the strip did. */
  ruleCaption: string | null
  why: WhySentence[]
  withoutThis: string | null
  failure: Failure | null
  contact: { id: string; label: string; name: string | null; provisional: boolean } | null
  candidates: { id: string; label: string; name: string | null }[]
  message: { wamid: string; status: string | null; current: string | null } | null
  replyTo: string | null
  delivery: DeliveryFacts
  /** True when something of a person can be revealed. */
  hasIdentifiers: boolean
}

export type DeliveryFacts = {
  id: string
  shortId: string
  position: number
  updates: number
  size: number
  receivedAt: Date
  connection: string | null
  isTest: boolean
  /** When retention deleted the body; a purged delivery cannot be replayed. */
  purgedAt: Date | null
  hasBody: boolean
}

async function deliveryOf(event: EventRecord): Promise<DeliveryFacts> {
  const { workspaceId, deliveryId, position } = event
  const delivery = await db.delivery.findFirst({
    where: { workspaceId, id: deliveryId },
    select: { id: true, connectionId: true, updates: true, size: true, receivedAt: true, isTest: true, purgedAt: true },
  })
  const connection = delivery
    ? await db.connection.findFirst({ where: { workspaceId, id: delivery.connectionId }, select: { name: true } })
    : null
  return {
    id: deliveryId,
    shortId: shortId(deliveryId),
    position: position + 1,
    updates: Math.max(delivery?.updates ?? 0, position + 1),
    size: delivery?.size ?? 0,
    receivedAt: delivery?.receivedAt ?? event.receivedAt,
    connection: connection?.name ?? null,
    isTest: delivery?.isTest ?? false,
    purgedAt: delivery?.purgedAt ?? null,
    hasBody: delivery !== null && delivery.purgedAt === null,
  }
}

/** Identifiers of the contact that are valid today; a BSUID only in the portfolio of the event's number. */
async function onFileOf(event: EventRecord) {
  const { workspaceId, contactId, numberId } = event
  if (!contactId) return []
  const number = numberId
    ? await db.businessNumber.findFirst({ where: { workspaceId, id: numberId }, select: { portfolioId: true } })
    : null
  const rows = await db.identifier.findMany({
    where: { workspaceId, contactId, active: true, kind: { in: ['phone', 'username', 'bsuid'] } },
    orderBy: [{ standing: 'desc' }, { lastSeenAt: 'desc' }],
    select: { kind: true, scope: true, value: true },
  })
  return rows.filter((row) => row.kind !== 'bsuid' || row.scope === number?.portfolioId)
}

function replyWords(thread: { replyTo: string | null; replyRecipient: string | null } | null): string | null {
  if (thread?.replyTo) return `the phone ${maskedText({ kind: 'phone', value: thread.replyTo })}`
  if (thread?.replyRecipient) return `the BSUID ${maskedText({ kind: 'bsuid', value: thread.replyRecipient })}`
  return null
}

function contactCell(event: EventRecord, names: NameBook): StripCells['contact'] {
  const contact = event.contactId ? names.contacts.get(event.contactId) : undefined
  if (contact?.crmContactId) return { presence: 'present', value: contact.crmContactId }
  if (contact) return { presence: 'missing', value: '', missingText: 'provisional' }
  const count = event.candidates.length
  return { presence: 'missing', value: '', missingText: count > 0 ? `${count} candidates` : 'no record' }
}

function whySentences(event: EventRecord, names: NameBook): WhySentence[] {
  return event.why.map((step, index) => ({
    key: `${index}-${step.code}`,
    sentence: sentence(step, names),
    decisive: isDecision(step),
  }))
}

function candidatesOf(event: EventRecord, names: NameBook): EventDetail['candidates'] {
  return event.candidates.flatMap((id) => {
    const contact = names.contacts.get(id)
    if (contact?.state !== 'active') return []
    return [{ id, label: contact.crmContactId ?? 'provisional', name: contact.name }]
  })
}

/** Null when the event does not exist in the actor's workspace. */
export async function eventDetail(actor: Actor, eventId: string): Promise<EventDetail | null> {
  const { workspaceId } = actor
  const [event] = await readEvents(workspaceId, [eventId])
  if (!event) return null
  const [names, delivery, onFile, thread, message] = await Promise.all([
    nameBook(workspaceId, [event]),
    deliveryOf(event),
    onFileOf(event),
    event.threadId ? db.thread.findFirst({ where: { workspaceId, id: event.threadId } }) : null,
    event.messageId ? db.message.findFirst({ where: { workspaceId, id: event.messageId } }) : null,
  ])
  return detailOf({ event, names, delivery, onFile, thread, message })
}

type Read = {
  event: EventRecord
  names: NameBook
  delivery: DeliveryFacts
  onFile: Awaited<ReturnType<typeof onFileOf>>
  thread: Awaited<ReturnType<typeof db.thread.findFirst>>
  message: Awaited<ReturnType<typeof db.message.findFirst>>
}

function detailOf({ event, names, delivery, onFile, thread, message }: Read): EventDetail {
  const contact = event.contactId ? names.contacts.get(event.contactId) : undefined
  const facts = factsOf(event, contact?.provisional ?? null)
  const numberLabel = event.numberId ? names.numberLabel(event.numberId) : null
  const cell = decisiveCell(event.decisive)
  const caption = ruleCaption(facts.rule)
  return {
    id: event.id,
    headline: headline(facts),
    kindWords: kindWords(facts),
    isMessage: event.kind === 'message',
    outcome: event.outcome,
    at: event.at,
    receivedAt: event.receivedAt,
    resolvedAt: event.resolvedAt,
    tookMicros: event.tookMicros,
    numberLabel,
    workflow: event.workflowId ? names.workflow(event.workflowId) : null,
    cells: {
      ...personCells(event, onFile, maskedText),
      number: numberLabel
        ? { presence: 'present', value: numberLabel }
        : { presence: 'missing', value: '', missingText: 'not set up here' },
      contact: contactCell(event, names),
      thread: event.threadId
        ? { presence: 'present', value: shortId(event.threadId) }
        : { presence: 'missing', value: '', missingText: 'none' },
    },
    decision: cell && caption ? { cell, rule: caption } : null,
    ruleCaption: cell ? null : (caption ?? null),
    why: whySentences(event, names),
    withoutThis: withoutThis({ phoneOnlyOutcome: event.phoneOnlyOutcome ?? 'none', outcome: event.outcome }) ?? null,
    failure: failureOf(event.errorCode, event.errorArgs),
    contact: contact
      ? {
          id: contact.id,
          label: contact.crmContactId ?? 'provisional',
          name: contact.name,
          provisional: contact.provisional,
        }
      : null,
    candidates: candidatesOf(event, names),
    message: event.wamid ? { wamid: event.wamid, status: event.status, current: message?.status ?? null } : null,
    replyTo: replyWords(thread),
    delivery,
    hasIdentifiers: facts.carried.length > 0 || onFile.length > 0,
  }
}
