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
