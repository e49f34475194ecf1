import { createHash } from 'node:crypto'
import { applyMetaNews, type NumberNews } from '@/lib/handles/apply-meta-news'
import { systemActor } from '@/lib/server/actor'
import { type AuditDraft, appendAudit } from '@/lib/server/audit-chain'
import type { Sql, SqlDb } from '@/lib/server/sql'
import { readDelivery } from '@/lib/whatsapp/payload'
import type { BatchItem } from './batch'
import { flushWaiting } from './conflict-store'
import { type DecidedBatch, decideBatch } from './decide-batch'
import {
  type Finished,
  holdDeliveries,
  markFailedTry,
  markProcessed,
  type PendingDelivery,
  pickDeliveries,
  takeWorkspace,
} from './delivery-store'
import { adoptEvents, type DecidedEvent, dropSuperseded, writeEvents, writeSettled } from './event-store'
import { failureText } from './failures'
import { flushChanges } from './flush-store'
import { isEnvironmental, isRace } from './resolve-errors'

export type ResolveOptions = {
  /**
   * Deliveries looked at, and updates written, per transaction. A larger one writes fewer pages per update (7 at 250
   * updates, 5 at 1,000) and holds the lock of SQLite longer, a quarter of a second; only a backlog ever fills it, and
   * deliveries never wait for it (docs/decisions/030).
   */
  deliveries?: number
  updates?: number
  bytes?: number
  now?: () => Date
  /** Milliseconds before the next try of a delivery that failed, by number of failures. */
  backoff?: (tries: number) => number
  /** A delivery could not be processed this time: for the log and the metrics. */
  onFailure?: (error: unknown, failed: FailedAttempt) => void
  /** What a transaction did, once it is committed: for the metrics. */
  onCommitted?: (committed: Committed) => void
  /** Called with the ids of the deliveries of each transaction, inside it. Tests use it to fail or die there. */
  beforeCommit?: (deliveryIds: readonly string[]) => void | Promise<void>
}

export type FailedAttempt = { workspaceId: string; deliveryId: string; tries: number; setAside: boolean }

export type Committed = {
  workspaceId: string
  updates: number
  outcomes: Record<string, number>
  finished: readonly Finished[]
  at: Date
}

/** `failed` are the deliveries that could not be processed this time. */
export type ResolveReport = { deliveries: number; events: number; failed: string[] }

/** Product.md section 8: an event that always throws is set aside after this many tries. */
export const MAX_TRIES = 5
const RACE_TRIES = 6

type Hooks = 'beforeCommit' | 'onFailure' | 'onCommitted'
type Settings = Required<Omit<ResolveOptions, Hooks>> & Pick<ResolveOptions, Hooks>
type Read = { delivery: PendingDelivery; items: BatchItem[]; problem: string | null }
/** What one transaction does: some updates, and the deliveries that are finished with them. */
type Chunk = { workspaceId: string; items: BatchItem[]; finished: Finished[]; deliveryIds: string[] }

/**
 * Resolves the oldest waiting deliveries: parse, deduplicate, decide, and write events, identities, conversations, one
 * audit entry and the state of the deliveries in one transaction per chunk. Killed anywhere, it starts again without a
 * trace. A delivery that cannot be processed never stops the others.
 *
 * @returns how many deliveries were finished; 0 when none is waiting.
 * @throws when the database cannot be used at all; nothing is lost, call again later.
 */
export async function resolveNext(db: SqlDb, options: ResolveOptions = {}): Promise<ResolveReport> {
  const settings: Settings = {
    deliveries: 1_000,
    updates: 1_000,
    bytes: 2_000_000,
    now: () => new Date(),
    backoff: (tries) => 1000 * 2 ** (tries - 1),
    ...options,
  }
  const pending = await pickDeliveries(db, { ...settings, now: settings.now() })
  const total: ResolveReport = { deliveries: 0, events: 0, failed: [] }
  for (const next of chunksOf(pending.map(read), settings.updates)) {
    // A large delivery that failed in one chunk must not be finished by a later one.
    const chunk = only(next, (id) => !total.failed.includes(id))
    if (chunk.deliveryIds.length === 0) continue
    const report = await resolveChunk(db, chunk, settings)
    add(total, report)
  }
  return total
}

function add(total: ResolveReport, report: ResolveReport): void {
  total.deliveries += report.deliveries
  total.events += report.events
  total.failed.push(...report.failed)
}

function only(chunk: Chunk, wanted: (deliveryId: string) => boolean): Chunk {
  return {
    workspaceId: chunk.workspaceId,
    items: chunk.items.filter((item) => wanted(item.deliveryId)),
    finished: chunk.finished.filter(({ id }) => wanted(id)),
    deliveryIds: chunk.deliveryIds.filter(wanted),
  }
}

function read(delivery: PendingDelivery): Read {
  if (!delivery.body) {
    const problem = 'The body of this delivery was removed by retention, so it cannot be read again.'
    return { delivery, items: [], problem }
  }
  const { updates, problem } = readDelivery(delivery.body, delivery.receivedAt)
  const items = updates.map((update, position) => ({
    update,
    deliveryId: delivery.id,
    position,
    receivedAt: delivery.receivedAt,
  }))
  return { delivery, items, problem: problem ?? null }
}

/** A large delivery is spread over several chunks and finished by the last; until then it counts as waiting. */
function* chunksOf(reads: readonly Read[], size: number): Generator<Chunk> {
  let chunk: Chunk | undefined
  for (const { delivery, items, problem } of reads) {
    for (let from = 0; from === 0 || from < items.length; from += size) {
      const part = items.slice(from, from + size)
      if (chunk && chunk.items.length + part.length > size) {
        yield chunk
        chunk = undefined
      }
      chunk ??= { workspaceId: delivery.workspaceId, items: [], finished: [], deliveryIds: [] }
      chunk.items.push(...part)
      chunk.deliveryIds.push(delivery.id)
      if (from + size >= items.length)
        chunk.finished.push({
          id: delivery.id,
          updates: items.length,
          problem,
          isReplay: delivery.isReplay,
          receivedAt: delivery.receivedAt,
        })
    }
  }
  if (chunk) yield chunk
}

async function resolveChunk(db: SqlDb, chunk: Chunk, settings: Settings): Promise<ResolveReport> {
  try {
    return await inOneTransaction(db, chunk, settings)
  } catch (error) {
    if (isEnvironmental(error)) throw error
    if (chunk.deliveryIds.length > 1) return resolveOneByOne(db, chunk, settings)
    await setBack(db, chunk, error, settings)
    return { deliveries: 0, events: 0, failed: chunk.deliveryIds }
  }
}

/** Finds the delivery that throws by giving each its own transaction. */
async function resolveOneByOne(db: SqlDb, chunk: Chunk, settings: Settings): Promise<ResolveReport> {
  const total: ResolveReport = { deliveries: 0, events: 0, failed: [] }
  for (const id of chunk.deliveryIds) {
    const report = await resolveChunk(
      db,
      only(chunk, (other) => other === id),
      settings,
    )
    add(total, report)
  }
  return total
}

async function setBack(db: SqlDb, chunk: Chunk, error: unknown, settings: Settings): Promise<void> {
  const [id] = chunk.deliveryIds
  if (!id) throw error
  const [row] = await db.all<{ tries: number }>('SELECT "tries" FROM "Delivery" WHERE "id" = ?', [id])
  const tries = Number(row?.tries ?? 0) + 1
  const nextTryAt = tries >= MAX_TRIES ? null : new Date(settings.now().getTime() + settings.backoff(tries))
  const { workspaceId } = chunk
  settings.onFailure?.(error, { workspaceId, deliveryId: id, tries, setAside: nextTryAt === null })
  await markFailedTry(db, { id, tries, nextTryAt, problem: failureText('processing-failed').sentence })
}

/** Another writer that was faster makes a unique key collide: everything is decided again on what is there now. */
async function inOneTransaction(db: SqlDb, chunk: Chunk, settings: Settings): Promise<ResolveReport> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const committed = await db.transaction((sql) => writeChunk(sql, chunk, settings))
      if (!committed) return { deliveries: 0, events: 0, failed: [] }
      settings.onCommitted?.(committed)
      return { deliveries: committed.finished.length, events: committed.updates, failed: [] }
    } catch (error) {
      if (!isRace(error) || attempt >= RACE_TRIES) throw error
    }
  }
}

/** Undefined when another worker has all of its deliveries. */
async function writeChunk(sql: Sql, chunk: Chunk, settings: Settings): Promise<Committed | undefined> {
  const { workspaceId } = chunk
  await takeWorkspace(sql, workspaceId)
  const held = await holdDeliveries(sql, chunk.deliveryIds)
  const { items, finished, deliveryIds } = only(chunk, (id) => held.has(id))
  if (held.size === 0) return undefined
  const now = settings.now()
  const decided = await decideBatch(sql, workspaceId, items)
  const outcomes = outcomesOf(decided.events)
  const handles = await writeBatch(sql, decided, { workspaceId, now })
  await markProcessed(sql, finished, now)
  await dropSuperseded(
    sql,
    workspaceId,
    finished.filter(({ isReplay }) => isReplay).map(({ id }) => id),
  )
  if (decided.events.length > 0) {
    const drafts = [batchDraft(decided.events, outcomes), ...handles]
    await appendAudit(sql, systemActor(workspaceId, 'worker'), drafts, now)
  }
  await settings.beforeCommit?.(deliveryIds)
  return { workspaceId, updates: decided.events.length, outcomes, finished, at: now }
}

/** Everything a decided batch changes, except the deliveries themselves. Returns what it did to our own handles. */
async function writeBatch(
  sql: Sql,
  { events, log }: DecidedBatch,
  ground: { workspaceId: string; now: Date },
): Promise<AuditDraft[]> {
  await flushChanges(sql, log, ground)
  await writeEvents(sql, events, ground)
  await flushWaiting(sql, log, ground)
  await writeSettled(sql, log.settled, ground.now)
  await adoptEvents(sql, log.adoptions, ground.workspaceId)
  return applyMetaNews(sql, events.flatMap(newsOf), ground)
}

function newsOf({ id: eventId, item: { update }, number }: DecidedEvent): NumberNews[] {
  return update.kind === 'handle-update' && number ? [{ ...update, numberId: number.id, eventId }] : []
}

/** One line of the hash: what was decided for one event. Recomputed from the stored row to prove that it is unchanged. */
export function auditLine(event: {
  id: string
  key: string
  outcome: string
  contactId: string | null
  threadId: string | null
}): string {
  return [event.id, event.key, event.outcome, event.contactId ?? '', event.threadId ?? ''].join('|')
}

function outcomesOf(events: readonly DecidedEvent[]): Record<string, number> {
  const outcomes: Record<string, number> = {}
  for (const { resolution } of events) outcomes[resolution.outcome] = (outcomes[resolution.outcome] ?? 0) + 1
  return outcomes
}

function batchDraft(events: readonly DecidedEvent[], outcomes: Record<string, number>): AuditDraft {
  const hash = createHash('sha256')
  for (const { id, item, resolution } of events) {
    const { outcome, contactId = null, threadId = null } = resolution
    hash.update(`${auditLine({ id, key: item.update.key, outcome, contactId, threadId })}\n`)
  }
  const more = {
    events: events.length,
    outcomes,
    first: events[0]?.id ?? null,
    last: events.at(-1)?.id ?? null,
    hash: hash.digest('hex'),
  }
  return { action: 'identity.batch-resolved', subject: { kind: 'events', id: null }, more }
}
