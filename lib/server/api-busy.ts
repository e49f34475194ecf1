/**
 * Errors that say "not now": the database is locked, its connections are in use, or it is starting or going away.
 * SQLite's codes, Prisma's (prisma.io/docs, error reference) and Postgres' SQLSTATE classes 08, 53 and 57P.
 */
const BUSY =
  /\b(?:SQLITE_BUSY|SQLITE_LOCKED|P1001|P1002|P1008|P1017|P2024|P2028|P2034|40001|40P01|08\w{3}|53\w{3}|57P0\d|ECONNREFUSED|ECONNRESET)\b/

function textOf(error: Error): string {
  const { code } = error as { code?: unknown }
  return typeof code === 'string' ? code : error.message
}

/** True when trying again in a moment is the right answer. The driver's error may be wrapped several times. */
export function isBusy(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    if (BUSY.test(textOf(current))) return true
  }
  return false
}
