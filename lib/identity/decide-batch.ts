import type { Sql } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { type BatchItem, BatchKeys } from './batch'
import type { ChangeLog } from './change-log'
import { type DecidedEvent, type KnownEvent, loadKnownEvents } from './event-store'
import { loadSeed } from './load-store'
import { resolveUpdate } from './resolve'
import { loadSettings } from './settings-store'
import { WorkingSet } from './working-set'

export type DecidedBatch = { events: DecidedEvent[]; log: ChangeLog }

/** Loads what a batch of updates needs and decides them in order, in memory. Nothing is written. */
export async function decideBatch(sql: Sql, workspaceId: string, items: readonly BatchItem[]): Promise<DecidedBatch> {
  const known = await loadKnownEvents(sql, workspaceId, new Set(items.map((item) => item.update.key)))
  const fresh = freshItems(items, known)
  const { numbers, router } = await loadSettings(sql, workspaceId)
  const keys = new BatchKeys()
  for (const { item } of fresh) keys.add(item.update, numbers.find(item.update))
  const ws = new WorkingSet(await loadSeed(sql, workspaceId, keys))
  const events = fresh.map(({ item, replayOf }): DecidedEvent => {
    const id = replayOf ?? newId('ev')
    const number = numbers.find(item.update)
    const started = performance.now()
    const resolution = resolveUpdate(
      item.update,
      {
        eventId: id,
        number,
        receivedAt: item.receivedAt,
        numbersOf: (portfolio) => numbers.numbersOf(portfolio),
        route: router,
      },
      ws,
    )
    const tookMicros = Math.round((performance.now() - started) * 1000)
    return { id, isReplay: replayOf !== undefined, item, number, resolution, tookMicros }
  })
  return { events: withSettled(events, ws.log), log: ws.log }
}

/** A change that waited and was applied within the same batch is stored once, as it ended. */
function withSettled(events: DecidedEvent[], log: ChangeLog): DecidedEvent[] {
  if (log.settled.length === 0) return events
  const last = new Map(log.settled.map((settled) => [settled.eventId, settled.resolution]))
  const here = new Set(events.map((event) => event.id))
  log.settled = log.settled.filter((settled) => !here.has(settled.eventId))
  return events.map((event) => ({ ...event, resolution: last.get(event.id) ?? event.resolution }))
}

/** Those of the updates that are not events yet, or whose event waits to be decided again. */
export async function openItems(sql: Sql, workspaceId: string, items: readonly BatchItem[]): Promise<BatchItem[]> {
  const known = await loadKnownEvents(sql, workspaceId, new Set(items.map((item) => item.update.key)))
  return freshItems(items, known).map(({ item }) => item)
}

type Fresh = { item: BatchItem; replayOf?: string }

/** The updates that are not events yet, each once, and those whose event somebody set back to pending. */
function freshItems(items: readonly BatchItem[], known: ReadonlyMap<string, KnownEvent>): Fresh[] {
  const seen = new Set<string>()
  const fresh: Fresh[] = []
  for (const item of items) {
    const { key } = item.update
    const stored = known.get(key)
    if (seen.has(key) || (stored && !stored.pending)) continue
    seen.add(key)
    fresh.push({ item, replayOf: stored?.id })
  }
  return fresh
}
