import type { SqlDb } from '@/lib/server/sql'

const TABLES = [
  ...['Contact', 'ContactLabel', 'Identifier', 'Thread', 'ThreadKey', 'Message', 'Event', 'Delivery', 'Conflict'],
  ...['ConflictMention', 'DuplicatePair', 'Merge', 'WaitingChange', 'BatchRow', 'AuditEvent', 'Comment'],
  ...['Notification', 'Outbox', 'SavedView', 'Erasure'],
]

/**
 * What was deleted is still in the file until its place is used again. SQLite overwrites it at once (`secure_delete` on
 * every connection) and here gives up its write-ahead log; Postgres gives dead rows up here, and its own log as it is
 * recycled. False while somebody still reads what was, and SQLite's log cannot be given up yet.
 */
export async function wipeFreed(sql: SqlDb): Promise<boolean> {
  if (sql.dialect === 'postgresql') {
    for (const table of TABLES) await sql.run(`VACUUM "${table}"`)
    return true
  }
  const [checkpoint] = await sql.all<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)')
  return Number(checkpoint?.busy) === 0
}
