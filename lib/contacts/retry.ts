/** Codes for "this would be there twice": SQLite, Postgres, Prisma. The driver's error may be wrapped several times. */
const UNIQUE =
  /SQLITE_CONSTRAINT_(?:UNIQUE|PRIMARYKEY)|UNIQUE constraint failed|duplicate key value|\b23505\b|\bP2002\b/

/** True when a write was refused because a row with the same unique value exists. */
export function isUniqueViolation(error: unknown): boolean {
  for (let current = error, depth = 0; current instanceof Error && depth < 5; current = current.cause, depth += 1) {
    const { code } = current as { code?: unknown }
    if (UNIQUE.test(`${String(code ?? '')} ${current.message}`)) return true
  }
  return false
}

/** Somebody changed a contact between reading and writing it; the transaction is rolled back and decided anew. */
export class ChangedMeanwhile extends Error {
  override name = 'ChangedMeanwhile'
}

const TRIES = 4

/**
 * Runs a transaction again when another writer got in between: on Postgres, somebody may edit a contact or set the same
 * CRM contact id while a part is being decided. SQLite has one writer, so there it never happens.
 */
export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const again = error instanceof ChangedMeanwhile || isUniqueViolation(error)
      if (attempt >= TRIES || !again) throw error
    }
  }
}
