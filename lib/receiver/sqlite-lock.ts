import type Database from 'better-sqlite3'

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** Another connection holds the lock. SQLITE_BUSY_SNAPSHOT and the like are the same to us: nothing was written. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error)
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')
}

/**
 * Takes the write lock, or says at once that somebody else has it. SQLite's own waiting (busy_timeout) would stop the
 * event loop, and with it every other request, for as long as the other process takes.
 */
export function tryBegin(db: Database.Database): boolean {
  try {
    db.exec('BEGIN IMMEDIATE')
    return true
  } catch (error) {
    if (isBusy(error)) return false
    throw error
  }
}
