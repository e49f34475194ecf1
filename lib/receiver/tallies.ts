import type { Sql } from '@/lib/server/sql'
import type { RefusalReason } from './refusals'
import type { SideWrites } from './side-writes'

/**
 * Refused posts and the time of the last delivery, per connection: held in memory and written every few seconds, so
 * that a flood of bad requests costs no writes. What a crash loses is a few seconds of counts, never a delivery.
 */
type Place = { connectionId: string; workspaceId: string }
type Refused = Place & { day: string; reason: RefusalReason; count: number; lastAt: Date }

const UPSERT = `INSERT INTO "RefusedCount" ("connectionId","workspaceId","day","reason","count","lastAt")
  VALUES (?,?,?,?,?,?)
  ON CONFLICT ("connectionId","day","reason") DO UPDATE
  SET "count" = "RefusedCount"."count" + excluded."count", "lastAt" = excluded."lastAt"`

export class Tallies {
  #refused = new Map<string, Refused>()
  #lastDelivery = new Map<string, Place & { at: Date }>()

  countRefused({ id: connectionId, workspaceId }: { id: string; workspaceId: string }, reason: RefusalReason): void {
    const lastAt = new Date()
    const day = lastAt.toISOString().slice(0, 10)
    const key = `${connectionId} ${day} ${reason}`
    const known = this.#refused.get(key)
    this.#refused.set(key, { connectionId, workspaceId, day, reason, count: (known?.count ?? 0) + 1, lastAt })
  }

  noteDelivery({ id: connectionId, workspaceId }: { id: string; workspaceId: string }, at: Date): void {
    this.#lastDelivery.set(connectionId, { connectionId, workspaceId, at })
  }

  /** Writes and forgets what was counted; when that fails, everything is kept for the next time. */
  async flush(writes: SideWrites): Promise<void> {
    if (this.#refused.size === 0 && this.#lastDelivery.size === 0) return
    const refused = this.#refused
    const lastDelivery = this.#lastDelivery
    this.#refused = new Map()
    this.#lastDelivery = new Map()
    try {
      await writes.write((sql) => store(sql, [...refused.values()], [...lastDelivery.values()]))
    } catch (error) {
      this.#takeBack(refused, lastDelivery)
      throw error
    }
  }

  #takeBack(refused: Map<string, Refused>, lastDelivery: Map<string, Place & { at: Date }>): void {
    for (const [key, old] of refused) {
      const newer = this.#refused.get(key)
      this.#refused.set(key, newer ? { ...newer, count: newer.count + old.count } : old)
    }
    this.#lastDelivery = new Map([...lastDelivery, ...this.#lastDelivery])
  }
}

async function store(sql: Sql, refused: Refused[], lastDelivery: (Place & { at: Date })[]): Promise<void> {
  for (const { connectionId, workspaceId, day, reason, count, lastAt } of refused) {
    await sql.run(UPSERT, [connectionId, workspaceId, day, reason, count, lastAt])
  }
  for (const { connectionId, workspaceId, at } of lastDelivery) {
    await sql.run('UPDATE "Connection" SET "lastDeliveryAt" = ? WHERE "id" = ? AND "workspaceId" = ?', [
      at,
      connectionId,
      workspaceId,
    ])
  }
}
