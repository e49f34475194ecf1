import { sqlOf, type Tx } from '@/lib/server/db'
import { inList } from '@/lib/server/sql'
import type { Snapshot } from './model'

type Move = { workspaceId: string; from: string; to: string }

const BELONGINGS = ['Identifier', 'Thread', 'Message', 'Event'] as const

/** Everything of one contact becomes another's. Where replies go stays as it stands in each conversation. */
export async function moveEverything(tx: Tx, { workspaceId, from, to }: Move): Promise<void> {
  const sql = sqlOf(tx)
  for (const table of BELONGINGS) {
    await sql.run(`UPDATE "${table}" SET "contactId" = ? WHERE "workspaceId" = ? AND "contactId" = ?`, [
      to,
      workspaceId,
      from,
    ])
  }
}

type Table = (typeof BELONGINGS)[number]

async function moveRows(tx: Tx, table: Table, { ids, move }: { ids: readonly string[]; move: Move }): Promise<void> {
  if (ids.length === 0) return
  const sql = sqlOf(tx)
  await sql.run(
    `UPDATE "${table}" SET "contactId" = ? WHERE "workspaceId" = ? AND "contactId" = ? AND "id" IN ${inList(sql)}`,
    [move.to, move.workspaceId, move.from, JSON.stringify(ids)],
  )
}

export type Belongings = { identifierIds: string[]; threadIds: string[]; eventIds: string[]; messageIds: string[] }

/** These, and with each conversation all that was said in it. */
export async function moveBack(tx: Tx, move: Move, moved: Belongings): Promise<void> {
  await moveRows(tx, 'Identifier', { ids: moved.identifierIds, move })
  await moveRows(tx, 'Thread', { ids: moved.threadIds, move })
  await moveRows(tx, 'Event', { ids: moved.eventIds, move })
  await moveRows(tx, 'Message', { ids: moved.messageIds, move })
  if (moved.threadIds.length === 0) return
  const sql = sqlOf(tx)
  for (const table of ['Event', 'Message'] as const) {
    await sql.run(
      `UPDATE "${table}" SET "contactId" = ? WHERE "workspaceId" = ? AND "contactId" = ? AND "threadId" IN ${inList(sql)}`,
      [move.to, move.workspaceId, move.from, JSON.stringify(moved.threadIds)],
    )
  }
}

/** Events and messages of a contact that are in none of its own conversations. */
export async function looseOf(tx: Tx, workspaceId: string, contactId: string): Promise<Snapshot['loose']> {
  const sql = sqlOf(tx)
  const idsIn = async (table: 'Event' | 'Message') => {
    const rows = await sql.all<{ id: string }>(
      `SELECT "id" FROM "${table}" WHERE "workspaceId" = ? AND "contactId" = ? AND ("threadId" IS NULL OR "threadId" NOT IN
         (SELECT "id" FROM "Thread" WHERE "workspaceId" = ? AND "contactId" = ?)) ORDER BY "id"`,
      [workspaceId, contactId, workspaceId, contactId],
    )
    return rows.map(({ id }) => id)
  }
  return { events: await idsIn('Event'), messages: await idsIn('Message') }
}
