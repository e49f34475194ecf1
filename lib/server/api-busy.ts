import { z } from 'zod'

/**
 * Codes that say "not now": the database is locked, its disk is full, its connections are in use, or it is starting or
 * going away. SQLite's codes, Prisma's (prisma.io/docs, error reference) and Postgres' SQLSTATE classes 08, 53 and 57P.
 */
const BUSY =
  /^(?:SQLITE_BUSY\w*|SQLITE_LOCKED\w*|SQLITE_FULL|P1001|P1002|P1008|P1017|P2024|P2028|P2034|40001|40P01|08\w{3}|53\w{3}|57P0\d|ECONNREFUSED|ECONNRESET)$/

/** Prisma names the error of a raw statement P2010 and keeps the driver's own code further inside. */
const coded = z.object({
  code: z.string().optional().catch(undefined),
  meta: z
    .object({ driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }) })
    .optional()
    .catch(undefined),
})

/** True when trying again in a moment is the right answer. The driver's error may be wrapped several times. */
export function isBusy(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    const { code, meta } = coded.parse(current)
    if (BUSY.test(code ?? '') || BUSY.test(meta?.driverAdapterError.cause.originalCode ?? '')) return true
  }
  return false
}
