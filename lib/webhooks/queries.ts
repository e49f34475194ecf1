import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, type Prisma } from '@/lib/server/db'
import { asJson } from '@/lib/server/sql'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import { TELL_STATES, type TellFilter, type TellState, type WebhookEvent } from './vocabulary'
import { eventsOf } from './webhooks'

export type WebhookView = {
  id: string
  version: number
  url: string
  events: WebhookEvent[]
  on: boolean
  waiting: number
  failed: number
  lastSentAt: Date | null
  /** What the last try that failed said; null when nothing waits because of a failure. */
  problem: string | null
}

/** The addresses that are told, each with how it stands. */
export async function listWebhooks(actor: Actor): Promise<WebhookView[]> {
  if (!can(actor, 'connections:read')) return []
  const { workspaceId } = actor
  const rows = await db.outgoingWebhook.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })
  return Promise.all(
    rows.map(async (row): Promise<WebhookView> => {
      const { id, version, url, disabledAt } = row
      const mine = { workspaceId, channel: 'webhook', target: id }
      const [waiting, failed, last, stuck] = await Promise.all([
        db.outbox.count({ where: { ...mine, state: 'waiting' } }),
        db.outbox.count({ where: { ...mine, state: 'failed' } }),
        db.outbox.findFirst({
          where: { ...mine, state: 'sent' },
          orderBy: { sentAt: 'desc' },
          select: { sentAt: true },
        }),
        db.outbox.findFirst({
          where: { ...mine, state: { in: ['waiting', 'failed'] }, lastError: { not: null } },
          orderBy: { createdAt: 'desc' },
          select: { lastError: true },
        }),
      ])
      const facts = { id, version, url, events: eventsOf(row), on: disabledAt === null }
      return { ...facts, waiting, failed, lastSentAt: last?.sentAt ?? null, problem: stuck?.lastError ?? null }
    }),
  )
}

/** One message to one address. It names a contact by id; nothing personal is kept. */
export type TellRow = {
  id: string
  at: Date
  event: string
  contactId: string | null
  url: string
  state: TellState
  tries: number
  nextTryAt: Date | null
  sentAt: Date | null
  error: string | null
}

const GONE = 'an address that was removed'

function whereTold(workspaceId: string, { state, webhookId }: TellFilter): Prisma.OutboxWhereInput {
  return {
    ...{ workspaceId, channel: 'webhook' },
    ...(state ? { state } : {}),
    ...(webhookId ? { target: webhookId } : {}),
  }
}

type Window = { filter: TellFilter; dir: 'asc' | 'desc'; skip: number; take: number }

/** One page of what was told, is waiting, or was given up. */
export async function listTold(
  actor: Actor,
  { filter, dir, skip, take }: Window,
): Promise<{ rows: TellRow[]; total: number }> {
  if (!can(actor, 'connections:read')) return { rows: [], total: 0 }
  const { workspaceId } = actor
  const where = whereTold(workspaceId, filter)
  const [records, total, hooks] = await Promise.all([
    db.outbox.findMany({ where, orderBy: [{ createdAt: dir }, { id: dir }], skip, take }),
    db.outbox.count({ where }),
    db.outgoingWebhook.findMany({ where: { workspaceId }, select: { id: true, url: true } }),
  ])
  const urls = new Map(hooks.map(({ id, url }) => [id, url]))
  const rows = records.map((record): TellRow => {
    const { event, contactId } = asJson<{ event?: string; contactId?: string }>(record.payload)
    const state = TELL_STATES.find((one) => one === record.state) ?? 'waiting'
    return {
      ...{ id: record.id, at: record.createdAt, event: event ?? 'unknown', contactId: contactId ?? null, state },
      ...{ url: urls.get(record.target) ?? GONE, tries: record.tries, sentAt: record.sentAt, error: record.lastError },
      nextTryAt: state === 'waiting' ? record.nextTryAt : null,
    }
  })
  return { rows, total }
}

const COLUMNS: CsvColumn<TellRow>[] = [
  { header: 'at', value: ({ at }) => at },
  { header: 'event', value: ({ event }) => event },
  { header: 'contact_id', value: ({ contactId }) => contactId },
  { header: 'address', value: ({ url }) => url },
  { header: 'state', value: ({ state }) => state },
  { header: 'tries', value: ({ tries }) => tries },
  { header: 'delivered_at', value: ({ sentAt }) => sentAt },
  { header: 'last_answer', value: ({ error }) => error },
]
const PAGE = 500

async function* pagesOf(actor: Actor, filter: TellFilter): AsyncGenerator<TellRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const { rows } = await listTold(actor, { filter, dir: 'desc', skip, take: PAGE })
    if (rows.length === 0) return
    yield rows
  }
}

export async function exportTold(
  actor: Actor,
  filter: TellFilter,
): Promise<Result<ReadableStream<Uint8Array>, 'not-allowed'>> {
  if (!can(actor, 'connections:read')) return fail('not-allowed')
  return transact<ReadableStream<Uint8Array>, 'not-allowed'>(actor, async (_tx, record) => {
    record({ action: 'webhooks.exported', subject: { kind: 'workspace', id: actor.workspaceId }, more: { ...filter } })
    return ok(csvStream(COLUMNS, pagesOf(actor, filter)))
  })
}
