import Database from 'better-sqlite3'

export type SqliteOptions = {
  busyTimeoutMs?: number
  readonly?: boolean
  /** How much of the file is read as memory. Saves copying pages that are read at random, as a resolver does. */
  mappedBytes?: number
}

/** Opens a SQLite file the way every part of Handrail must: WAL, full sync, foreign keys, a patient lock. */
export function openSqlite(databaseUrl: string, options: SqliteOptions = {}) {
  const db = new Database(databaseUrl.replace(/^file:/, ''), { readonly: options.readonly ?? false })
  db.pragma(`busy_timeout = ${options.busyTimeoutMs ?? 5_000}`)
  if (!options.readonly) db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  // What is erased is overwritten at once, not when its place is next used.
  db.pragma('secure_delete = ON')
  // Fewer, larger checkpoints and sorts in memory: half the time in COMMIT while a batch of events is written.
  db.pragma('wal_autocheckpoint = 8000')
  db.pragma('cache_size = -32768')
  db.pragma('temp_store = MEMORY')
  if (options.mappedBytes) db.pragma(`mmap_size = ${options.mappedBytes}`)
  return db
}
