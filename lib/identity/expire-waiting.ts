import { systemActor } from '@/lib/server/actor'
import { appendAudit } from '@/lib/server/audit-chain'
import { inList, type SqlDb } from '@/lib/server/sql'
import { takeWorkspace } from './delivery-store'
import { writeSettled } from './event-store'
import { expired } from './settle'

type Overdue = { workspaceId: string; eventId: string }

/**
 * Row 9: an identity change whose other end did not come in seven days becomes a clear failure. It is kept and can be
 * replayed. Run it now and then; returns how many ended.
 */
export async function expireWaitingChanges(db: SqlDb, now: Date): Promise<number> {
  const overdue = await db.all<Overdue>(
    `SELECT "workspaceId","eventId" FROM "WaitingChange" WHERE "state" = 'waiting' AND "expiresAt" <= ? LIMIT 5000`,
    [now],
  )
  let ended = 0
  for (const workspaceId of new Set(overdue.map((row) => row.workspaceId))) {
    const eventIds = overdue.filter((row) => row.workspaceId === workspaceId).map((row) => row.eventId)
    ended += await endWaiting(db, { workspaceId, eventIds, now })
  }
  return ended
}

type Ending = { workspaceId: string; eventIds: string[]; now: Date }

async function endWaiting(db: SqlDb, { workspaceId, eventIds, now }: Ending): Promise<number> {
  return db.transaction(async (sql) => {
    await takeWorkspace(sql, workspaceId)
    const rows = await sql.all<{ eventId: string }>(
      `UPDATE "WaitingChange" SET "state" = 'expired'
       WHERE "state" = 'waiting' AND "expiresAt" <= ? AND "eventId" IN ${inList(sql)} RETURNING "eventId"`,
      [now, JSON.stringify(eventIds)],
    )
    await writeSettled(
      sql,
      rows.map(({ eventId }) => ({ eventId, resolution: expired() })),
      now,
    )
    if (rows.length > 0) {
      const draft = { action: 'identity.batch-resolved' as const, subject: { kind: 'events', id: null } }
      const more = { events: rows.length, outcomes: { failed: rows.length }, reason: 'waiting changes expired' }
      await appendAudit(sql, systemActor(workspaceId, 'worker'), [{ ...draft, more }], now)
    }
    return rows.length
  })
}
