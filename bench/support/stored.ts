import { countInbox } from '@/lib/receiver/inbox'
import { openSql } from '@/lib/server/sql'

/** Deliveries that are on disk, in the database or still in the inbox. */
export async function countStored(databaseUrl: string): Promise<number> {
  const sql = openSql(databaseUrl)
  const [row] = await sql.all<{ n: number }>('SELECT COUNT(*) AS "n" FROM "Delivery"')
  await sql.close()
  return Number(row?.n) + countInbox(databaseUrl)
}

/** Waits until the inbox has been moved into the database, and counts there. */
export async function countArrived(databaseUrl: string, patienceMs: number): Promise<number> {
  const deadline = performance.now() + patienceMs
  while (countInbox(databaseUrl) > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return countStored(databaseUrl)
}
