import type { SqlDb } from '@/lib/server/sql'

/** A quarter of a year of looking back; the newest look at a row stays, and everything a person attested. */
const KEPT_DAYS = 90
const DAY_MS = 86_400_000

/** Removes what programs saw long ago. Nobody decided anything here; the audit log keeps what changed a row. */
export async function removeOldChecks(sql: SqlDb, now: Date): Promise<number> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS)
  return sql.run(
    `DELETE FROM "EntryPointCheck" WHERE "method" = 'fetch' AND "checkedAt" < ?
     AND EXISTS (SELECT 1 FROM "EntryPointCheck" AS n
       WHERE n."entryPointId" = "EntryPointCheck"."entryPointId" AND n."checkedAt" > "EntryPointCheck"."checkedAt")`,
    [before],
  )
}
