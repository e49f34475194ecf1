import type { SqlDb } from './sql'

const DAY_MS = 24 * 60 * 60 * 1_000
/** A member's list of sessions shows the recent ones, ended ones too; after this they say nothing any more. */
const SESSION_DAYS = 30
/** A message that was sent is of no use any more; one that was given up is kept as long, to be tried again. */
const MAIL_DAYS = 30

/**
 * Removes what only has meaning for a while: counters of guesses and sessions that ended long ago. Nobody decided
 * anything here, so it leaves no audit event; the sign-ins themselves are in the audit log.
 */
export async function removeExpired(sql: SqlDb, now: Date): Promise<void> {
  await sql.run('DELETE FROM "RateLimit" WHERE "expire" < ?', [now])
  const before = new Date(now.getTime() - SESSION_DAYS * DAY_MS)
  await sql.run('DELETE FROM "Session" WHERE "expiresAt" < ? OR "endedAt" < ?', [before, before])
  const mail = new Date(now.getTime() - MAIL_DAYS * DAY_MS)
  await sql.run(`DELETE FROM "Outbox" WHERE "state" IN ('sent','failed') AND "createdAt" < ?`, [mail])
}
