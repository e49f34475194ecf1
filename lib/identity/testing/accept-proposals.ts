import { asJson, type Sql, type SqlDb } from '@/lib/server/sql'
import type { Proposal } from '../model'
import { resolveAll } from './database'
import { worldOf } from './payloads'

type Review = { contactIds: [string, string]; basis: string; world: number }

const UNDECIDED = `'conflict','ambiguous','waiting','failed','unmapped'`

async function countUndecided(db: SqlDb, workspaceId: string): Promise<number> {
  const [row] = await db.all<{ n: number }>(
    `SELECT COUNT(*) AS "n" FROM "Event" WHERE "workspaceId" = ? AND "outcome" IN (${UNDECIDED})`,
    [workspaceId],
  )
  return Number(row?.n)
}

/** Replays what is undecided until that changes nothing more; the conflicts that still stand are the rows left then. */
async function replayUndecided(db: SqlDb, workspaceId: string): Promise<void> {
  for (let before = -1, left = await countUndecided(db, workspaceId); left !== before; ) {
    await db.transaction(async (sql) => {
      await sql.run('DELETE FROM "Conflict" WHERE "workspaceId" = ?', [workspaceId])
      await sql.run(
        `UPDATE "Delivery" SET "state" = 'stored' WHERE "workspaceId" = ? AND "id" IN
         (SELECT "deliveryId" FROM "Event" WHERE "workspaceId" = ? AND "outcome" IN (${UNDECIDED}))`,
        [workspaceId, workspaceId],
      )
      await sql.run(
        `UPDATE "Event" SET "outcome" = 'pending' WHERE "workspaceId" = ? AND "outcome" IN (${UNDECIDED})`,
        [workspaceId],
      )
    })
    await resolveAll(db)
    before = left
    left = await countUndecided(db, workspaceId)
  }
}

/** Reviews that rest on signed evidence. Of one world only the sharpest, because each decision may answer the others. */
async function openReviews(sql: Sql, workspaceId: string): Promise<Review[]> {
  const rows = await sql.all('SELECT "identifiers" FROM "Conflict" WHERE "workspaceId" = ? ORDER BY "id"', [
    workspaceId,
  ])
  const reviews = rows.flatMap((row): Review[] => {
    const { proposal, phone, bsuid } = asJson<{ proposal: Proposal; phone?: string; bsuid?: string }>(row.identifiers)
    if (proposal.kind === 'split') throw new Error('In these lives nothing has to be split.')
    if (proposal.kind !== 'duplicate-review' || proposal.basis === 'claim') return []
    return [{ ...proposal, world: worldOf(bsuid ?? phone ?? '') }]
  })
  const byWorld = new Map<number, Review>()
  for (const basis of ['account', 'phone']) {
    for (const review of reviews) {
      if (review.basis === basis && !byWorld.has(review.world)) byWorld.set(review.world, review)
    }
  }
  return [...byWorld.values()]
}

/** What accepting a duplicate review does: what was of one contact becomes the survivor's; no reply destination changes. */
async function merge(sql: Sql, { contactIds: [survivorId, mergedId] }: Review): Promise<void> {
  const values = [survivorId, mergedId]
  await sql.run(`UPDATE "Contact" SET "mergedIntoId" = ?, "state" = 'merged' WHERE "id" = ?`, values)
  for (const table of ['Identifier', 'Thread', 'Message']) {
    await sql.run(`UPDATE "${table}" SET "contactId" = ? WHERE "contactId" = ?`, values)
  }
}

/**
 * Accepts every proposal that rests on signed evidence and still stands, and replays what was undecided after each.
 * Returns the worlds in which something was merged.
 */
export async function acceptSignedProposals(db: SqlDb, workspaceId: string): Promise<Set<number>> {
  const merged = new Set<number>()
  for (let round = 0; round < 50; round += 1) {
    await replayUndecided(db, workspaceId)
    const reviews = await openReviews(db, workspaceId)
    if (reviews.length === 0) return merged
    await db.transaction(async (sql) => {
      for (const review of reviews) await merge(sql, review)
    })
    for (const { world } of reviews) merged.add(world)
  }
  throw new Error('the proposals never end')
}
