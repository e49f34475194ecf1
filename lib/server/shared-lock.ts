import type { SqlDb } from './sql'

/** The part of a database a loop of long writes needs. */
type Transacting = Pick<SqlDb, 'dialect' | 'all' | 'run' | 'runEach' | 'transaction' | 'close'>

/**
 * The same database, but with a rest between two transactions. SQLite has one write lock and no queue for it: a loop
 * that takes it again a moment after giving it back would keep everybody else out for as long as there is work, and
 * the receiver has a quarter of a second to answer. On Postgres nothing is changed.
 */
export function withBreath(sql: SqlDb, breathMs: number): Transacting {
  if (sql.dialect === 'postgresql') return sql
  let freeSince = Number.NEGATIVE_INFINITY
  return {
    dialect: sql.dialect,
    all: (text, params) => sql.all(text, params),
    run: (text, params) => sql.run(text, params),
    runEach: (text, rows) => sql.runEach(text, rows),
    close: () => sql.close(),
    async transaction(work) {
      const rest = freeSince + breathMs - performance.now()
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
      try {
        return await sql.transaction(work)
      } finally {
        freeSince = performance.now()
      }
    },
  }
}
