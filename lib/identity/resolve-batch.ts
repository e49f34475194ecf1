import { applyMetaNews, type NumberNews } from '@/lib/handles/apply-meta-news'
import { systemActor } from '@/lib/server/actor'
import { type AuditDraft, appendAudit } from '@/lib/server/audit-chain'
import type { Sql, SqlDb } from '@/lib/server/sql'
import { tell } from '@/lib/webhooks/tell'
import { BadUpdates, tryInHalves } from './bad-updates'
import type { BatchItem } from './batch'
import { batchDraft, outcomesOf } from './batch-audit'
import { type Chunk, chunksOf, only, type Read, readPending } from './chunks'
import { flushWaiting } from './conflict-store'
import { type DecidedBatch, decideBatch, openItems } from './decide-batch'
import { type Finished, holdDeliveries, markProcessed, pickDeliveries, takeWorkspace } from './delivery-store'
import { adoptEvents, type DecidedEvent, dropSuperseded, writeEvents, writeSettled } from './event-store'
import { flushChanges } from './flush-store'
import { isEnvironmental, isRace } from './resolve-errors'
import { MAX_TRIES, noteFailedTry } from './set-aside'
import { tidingsOf } from './tidings'

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

const RACE_TRIES = 6

type Hooks = 'beforeCommit' | 'onFailure' | 'onCommitted'
type Settings = Required<Omit<ResolveOptions, Hooks>> & Pick<ResolveOptions, Hooks>
/** What a round works with: the settings, and what threw in it so far. */
type Round = { settings: Settings; bad: BadUpdates<BatchItem> }

/**
 * Resolves the oldest waiting deliveries: parse, deduplicate, decide, and write events, identities, conversations, one
 * audit entry and the state of the deliveries in one transaction per chunk. Killed anywhere, it starts again without a
 * trace. An update that cannot be processed stops neither its neighbours in the delivery nor other deliveries.
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
  const reads = (await pickDeliveries(db, { ...settings, now: settings.now() })).map(readPending)
  const round: Round = { settings, bad: new BadUpdates() }
  const total: ResolveReport = { deliveries: 0, events: 0, failed: [] }
  for (const chunk of chunksOf(reads, settings.updates)) {
    for (const { finished, updates } of await resolveChunk(db, chunk, round)) {
      total.deliveries += finished.length
      total.events += updates
    }
  }
  for (const read of reads) if (round.bad.has(read.delivery.id)) await setBack(db, read, round)
  return { ...total, failed: round.bad.deliveryIds }
}

/** Resolves a chunk, in one transaction when nothing throws. */
async function resolveChunk(db: SqlDb, chunk: Chunk, round: Round): Promise<Committed[]> {
  // A large delivery of which an update failed in one chunk must not be finished by a later one.
  const sound = { ...chunk, finished: chunk.finished.filter(({ id }) => !round.bad.has(id)) }
  try {
    return await inOneTransaction(db, sound, round.settings)
  } catch (error) {
    if (isEnvironmental(error)) throw error
    const [deliveryId, another] = sound.deliveryIds
    if (deliveryId === undefined) throw error
    return another === undefined
      ? resolveAround(db, { chunk: sound, deliveryId, error }, round)
      : resolveOneByOne(db, sound, round)
  }
}

/** Finds the delivery that throws by giving each its own transaction. */
async function resolveOneByOne(db: SqlDb, chunk: Chunk, round: Round): Promise<Committed[]> {
  const done: Committed[] = []
  for (const id of chunk.deliveryIds) {
    const alone = only(chunk, (other) => other === id)
    done.push(...(await resolveChunk(db, alone, round)))
  }
  return done
}

type Thrown = { chunk: Chunk; deliveryId: string; error: unknown }

/** Finds the updates of a delivery that throw, and resolves its others in their order. */
async function resolveAround(db: SqlDb, { chunk, deliveryId, error }: Thrown, round: Round): Promise<Committed[]> {
  const { settings, bad } = round
  const done: Committed[] = []
  // What an earlier try resolved need not be looked through again.
  const open = await openItems(db, chunk.workspaceId, chunk.items)
  const found = await tryInHalves(open, error, async (items) => {
    done.push(...(await inOneTransaction(db, { ...chunk, items: [...items], finished: [] }, settings)))
  })
  if (found.length > 0 || chunk.items.length === 0) bad.add(deliveryId, found, found[0]?.error ?? error)
  else done.push(...(await resolveChunk(db, { ...chunk, items: [] }, round)))
  return done
}

async function setBack(db: SqlDb, read: Read, { settings, bad }: Round): Promise<void> {
  const { id, workspaceId, tries: before } = read.delivery
  const now = settings.now()
  const tries = before + 1
  const nextTryAt = tries >= MAX_TRIES ? null : new Date(now.getTime() + settings.backoff(tries))
  const { items = [], error } = bad.get(id) ?? {}
  settings.onFailure?.(error, { workspaceId, deliveryId: id, tries, setAside: nextTryAt === null })
  await noteFailedTry(db, { read, bad: items, now, nextTryAt })
}

/** Another writer that was faster makes a unique key collide: everything is decided again on what is there now. */
async function inOneTransaction(db: SqlDb, chunk: Chunk, settings: Settings): Promise<Committed[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const committed = await db.transaction((sql) => writeChunk(sql, chunk, settings))
      if (!committed) return []
      settings.onCommitted?.(committed)
      return [committed]
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
  const handles = await writeBatch(sql, decided, { workspaceId, now })
  await markProcessed(sql, finished, now)
  await dropSuperseded(
    sql,
    workspaceId,
    finished.filter(({ isReplay }) => isReplay).map(({ id }) => id),
  )
  if (decided.events.length > 0) {
    const drafts = [batchDraft(decided.events), ...handles]
    await appendAudit(sql, systemActor(workspaceId, 'worker'), drafts, now)
  }
  await settings.beforeCommit?.(deliveryIds)
  return { workspaceId, updates: decided.events.length, outcomes: outcomesOf(decided.events), finished, at: now }
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
  await tell(sql, ground.workspaceId, tidingsOf(log), ground.now)
  return applyMetaNews(sql, events.flatMap(newsOf), ground)
}

function newsOf({ id: eventId, item: { update }, number }: DecidedEvent): NumberNews[] {
  return update.kind === 'handle-update' && number ? [{ ...update, numberId: number.id, eventId }] : []
}
