import { sentence } from '@/lib/identity/why'
import { type Actor, can } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { formatPhone } from '@/lib/shared/phone'
import { maskValue } from '@/lib/shared/text'
import { viewCounts } from './counts'
import { type EventRecord, readEvents } from './event-record'
import { countEvents, whereEvents } from './event-store'
import { failureOf } from './failure'
import { type CauseGroup, listCauses } from './failures'
import { inParts } from './in-parts'
import { eventQuery } from './list-events'
import { nameBook } from './names'
import { postCounts } from './posts'
import { type FindDeliveriesInput, type FindEventsInput, findDeliveriesSchema, findEventsSchema } from './schema'

/** An event as `GET /api/v1/events` answers it, product.md section 6. Where a reply goes is masked without `identity:reveal`. */
export type ApiEvent = {
  id: string
  wamid: string | null
  type: string
  status?: string
  messageStatus?: string
  outcome: string
  contactId: string | null
  crmContactId: string | null
  threadId: string | null
  replyTo: { to?: string; recipient?: string }
  workflow: string | null
  error: { code: string; message: string } | null
  why: string[]
}

type Reply = { replyTo: string | null; replyRecipient: string | null }

/** `to` is written as WhatsApp takes it: digits. Masked it is for reading only. */
function replyOf(thread: Reply | undefined, plain: boolean): ApiEvent['replyTo'] {
  if (thread?.replyTo) return { to: plain ? thread.replyTo : maskValue('phone', thread.replyTo) }
  if (!thread?.replyRecipient) return {}
  return { recipient: plain ? thread.replyRecipient : maskValue('bsuid', thread.replyRecipient) }
}

const TYPED_KINDS = ['message', 'unsupported', 'notice']

/** The type an integrator branches on: what WhatsApp calls it where it does, else what kind of event it is. */
function typeOf(event: EventRecord): string {
  return TYPED_KINDS.includes(event.kind) ? (event.type ?? event.kind) : event.kind
}

/** To an integrator a change that waits for its earlier BSUID is not resolved yet. */
const PENDING = ['pending', 'waiting']

function apiOutcome(outcome: string): string {
  return PENDING.includes(outcome) ? 'pending' : outcome
}

async function describeEvents(actor: Actor, events: EventRecord[]): Promise<ApiEvent[]> {
  const { workspaceId } = actor
  const threadIds = [...new Set(events.flatMap((event) => event.threadId ?? []))]
  const messageIds = [...new Set(events.flatMap((event) => event.messageId ?? []))]
  const [names, threads, messages] = await Promise.all([
    nameBook(workspaceId, events),
    inParts(threadIds, (part) => db.thread.findMany({ where: { workspaceId, id: { in: part } } })),
    inParts(messageIds, (part) =>
      db.message.findMany({ where: { workspaceId, id: { in: part } }, select: { id: true, status: true } }),
    ),
  ])
  const threadById = new Map(threads.map((thread) => [thread.id, thread]))
  const statusById = new Map(messages.map((message) => [message.id, message.status]))
  const plain = can(actor, 'identity:reveal')
  return events.map((event) => {
    const failure = failureOf(event.errorCode, event.errorArgs)
    const messageStatus = event.messageId ? statusById.get(event.messageId) : undefined
    return {
      id: event.id,
      wamid: event.wamid,
      type: typeOf(event),
      ...(event.status ? { status: event.status } : {}),
      ...(messageStatus ? { messageStatus } : {}),
      outcome: apiOutcome(event.outcome),
      contactId: event.contactId,
      crmContactId: event.contactId ? names.crmIdOf(event.contactId) : null,
      threadId: event.threadId,
      replyTo: replyOf(event.threadId ? threadById.get(event.threadId) : undefined, plain),
      workflow: event.workflowId ? names.workflowName(event.workflowId) : null,
      error: failure && { code: failure.code, message: failure.sentence },
      why: event.why.map((step) => sentence(step, names)),
    }
  })
}

/** Events newest first; `nextCursor` is the id to go on after, null at the end. */
export async function findEvents(
  actor: Actor,
  input: FindEventsInput,
): Promise<{ items: ApiEvent[]; nextCursor: string | null }> {
  const { wamid, outcome, contactId, cursor, limit } = findEventsSchema.parse(input)
  const { workspaceId } = actor
  const rows = await db.event.findMany({
    where: {
      workspaceId,
      ...(wamid !== undefined && { wamid }),
      ...(outcome !== undefined && { outcome: outcome === 'pending' ? { in: PENDING } : outcome }),
      ...(contactId !== undefined && { contactId }),
      ...(cursor !== undefined && { id: { lt: cursor } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
    select: { id: true },
  })
  const ids = rows.slice(0, limit).map((row) => row.id)
  const items = await describeEvents(actor, await readEvents(workspaceId, ids))
  return { items, nextCursor: rows.length > limit ? (ids.at(-1) ?? null) : null }
}

/** The events that one delivery made, in the order of its updates, as the API tells them. */
export async function eventsOfDelivery(actor: Actor, deliveryId: string): Promise<ApiEvent[]> {
  const { workspaceId } = actor
  const rows = await db.event.findMany({
    where: { workspaceId, deliveryId },
    orderBy: { position: 'asc' },
    take: 100,
    select: { id: true },
  })
  const ids = rows.map(({ id }) => id)
  return describeEvents(actor, await readEvents(workspaceId, ids))
}

/** A delivery as `GET /api/v1/deliveries` answers it. The body is never part of it. */
export type ApiDelivery = {
  id: string
  connectionId: string
  receivedAt: string
  size: number
  sha256: string
  state: string
  updates: number
  tries: number
  problem: string | null
  processedAt: string | null
  bodyPurgedAt: string | null
  isTest: boolean
}

export async function findDeliveries(
  actor: Actor,
  input: FindDeliveriesInput,
): Promise<{ items: ApiDelivery[]; nextCursor: string | null }> {
  const { state, cursor, limit } = findDeliveriesSchema.parse(input)
  const rows = await db.delivery.findMany({
    where: {
      workspaceId: actor.workspaceId,
      ...(state !== undefined && { state }),
      ...(cursor !== undefined && { id: { lt: cursor } }),
    },
    orderBy: { id: 'desc' },
    take: limit + 1,
    omit: { body: true },
  })
  const items = rows.slice(0, limit).map(
    (row): ApiDelivery => ({
      id: row.id,
      connectionId: row.connectionId,
      receivedAt: row.receivedAt.toISOString(),
      size: row.size,
      sha256: row.bodyHash,
      state: row.state,
      updates: row.updates,
      tries: row.tries,
      problem: row.problem,
      processedAt: row.processedAt?.toISOString() ?? null,
      bodyPurgedAt: row.purgedAt?.toISOString() ?? null,
      isTest: row.isTest,
    }),
  )
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** What Overview says about deliveries. */
export type DeliverySummary = {
  eventsToday: number
  /** True when there were more than are counted. */
  moreToday: boolean
  totalEvents: number
  needsReview: number
  noPhone: number
  notUnderstood: number
  /** Deliveries that wait for the worker. */
  backlog: number
  setAside: number
  /** The causes of failure, the most frequent first. */
  failures: CauseGroup[]
  lastEventAt: Date | null
}

export async function deliverySummary(actor: Actor, now = new Date()): Promise<DeliverySummary> {
  const { workspaceId } = actor
  const today = await whereEvents(await eventQuery(actor, { span: 'today' }, now))
  const [eventsToday, counts, posts, failures, newest] = await Promise.all([
    countEvents(today),
    viewCounts(actor),
    postCounts(actor),
    listCauses(actor),
    db.event.findFirst({ where: { workspaceId }, orderBy: { id: 'desc' }, select: { receivedAt: true } }),
  ])
  return {
    eventsToday: eventsToday.count,
    moreToday: eventsToday.more,
    totalEvents: counts.all,
    needsReview: counts.review.count,
    noPhone: counts.noPhone.count,
    notUnderstood: counts.notUnderstood.count,
    backlog: posts.waiting,
    setAside: posts.setAside,
    failures,
    lastEventAt: newest?.receivedAt ?? null,
  }
}

/** True when the event is one of the actor's workspace: what a page asks before it leads there. */
export async function eventExists({ workspaceId }: Actor, id: string): Promise<boolean> {
  return (await db.event.count({ where: { workspaceId, id } })) > 0
}

/** The numbers of the workspace, for choosing one. */
export async function numberChoices({ workspaceId }: Actor): Promise<{ id: string; label: string; display: string }[]> {
  const rows = await db.businessNumber.findMany({ where: { workspaceId }, orderBy: [{ label: 'asc' }, { id: 'asc' }] })
  return rows.map((row) => ({ id: row.id, label: row.label, display: formatPhone(row.displayDigits) }))
}
