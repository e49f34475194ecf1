import { newId } from '@/lib/shared/ids'
import { systemActor } from './actor'
import { appendAudit } from './audit-chain'
import { inList, type SqlDb } from './sql'

/** Short transactions: the receiver needs the write lock many times a second. */
const ROWS_PER_TRANSACTION = 500
const DAY_MS = 24 * 60 * 60 * 1_000

type WorkspaceRow = { id: string; bodyRetentionDays: number }

/**
 * Empties the bodies of deliveries older than the workspace keeps them; the row and the hash stay as evidence that it
 * came. What has not been processed yet is never purged. Returns how many bodies went.
 */
export async function purgeDeliveryBodies(sql: SqlDb, now: Date): Promise<number> {
  const workspaces = await sql.all<WorkspaceRow>('SELECT "id","bodyRetentionDays" FROM "Workspace"')
  let purged = 0
  for (const { id, bodyRetentionDays } of workspaces) {
    const before = new Date(now.getTime() - Number(bodyRetentionDays) * DAY_MS)
    const correlationId = newId('id')
    let count = 0
    do {
      count = await purgeSome(sql, { workspaceId: id, before, now, correlationId })
      purged += count
    } while (count === ROWS_PER_TRANSACTION)
  }
  return purged
}

type Purge = { workspaceId: string; before: Date; now: Date; correlationId: string }

async function purgeSome(sql: SqlDb, { workspaceId, before, now, correlationId }: Purge): Promise<number> {
  const due = await sql.all<{ id: string }>(
    `SELECT "id" FROM "Delivery" WHERE "workspaceId" = ? AND "receivedAt" < ? AND "purgedAt" IS NULL
     AND "state" <> 'stored' ORDER BY "receivedAt" LIMIT ${ROWS_PER_TRANSACTION}`,
    [workspaceId, before],
  )
  if (due.length === 0) return 0
  const ids = JSON.stringify(due.map((row) => row.id))
  await sql.transaction(async (tx) => {
    // A replay that came in between has made the delivery `stored` again; its body is needed.
    const count = await tx.run(
      `UPDATE "Delivery" SET "body" = NULL, "purgedAt" = ?
       WHERE "workspaceId" = ? AND "purgedAt" IS NULL AND "state" <> 'stored' AND "id" IN ${inList(tx)}`,
      [now, workspaceId, ids],
    )
    if (count === 0) return
    const subject = { kind: 'workspace', id: workspaceId }
    const after = { bodies: count, receivedBefore: before }
    const draft = { action: 'delivery.bodies-purged' as const, subject, after, correlationId }
    await appendAudit(tx, systemActor(workspaceId, 'worker'), [draft], now)
  })
  return due.length
}
