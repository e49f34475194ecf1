function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : ''
  return typeof code === 'string' ? code : ''
}

/** Two writers wanted the same unique key or the same row: trying again with fresh eyes is the answer. */
export function isRace(error: unknown): boolean {
  const code = codeOf(error)
  return /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)$/.test(code) || ['23505', '40001', '40P01'].includes(code)
}

/**
 * The database cannot be used at the moment: locked, full, unreachable, shutting down. No delivery is to blame, so none
 * loses a try. Postgres classes 08, 53 and 57; SQLite result codes; Node's network errors.
 */
export function isEnvironmental(error: unknown): boolean {
  const code = codeOf(error)
  if (/^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|NOMEM)/.test(code)) return true
  if (/^(08|53|57)[0-9A-Z]{3}$/.test(code) || /^E(CONN|PIPE|HOST|NET|TIMEDOUT)/.test(code)) return true
  return error instanceof Error && /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
}
