import type Database from 'better-sqlite3'
import pg from 'pg'
import { openSqlite, type SqliteOptions } from './open-sqlite'

/**
 * Raw SQL for the paths where an ORM call per row costs too much, and for the audit chain: one dialect of `?`
 * placeholders and quoted camel-case columns that runs on SQLite and on Postgres.
 */
export type SqlValue = string | number | boolean | Date | Buffer | Uint8Array | null
export type SqlRow = Record<string, unknown>
export type Dialect = 'sqlite' | 'postgresql'

export type Sql = {
  dialect: Dialect
  all<T extends SqlRow = SqlRow>(text: string, params?: SqlValue[]): Promise<T[]>
  /** Returns the number of rows changed. */
  run(text: string, params?: SqlValue[]): Promise<number>
  /**
   * One statement once per row of parameters. Worth it on SQLite, where a statement costs no round trip: no long texts,
   * no flattened lists of parameters. Returns the number of rows changed.
   */
  runEach(text: string, rows: readonly SqlValue[][]): Promise<number>
}

export type SqlDb = Sql & {
  /** One transaction that holds the write lock from its first statement on SQLite. Rolls back when `work` throws. */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** The database gave the transaction up after an error that `work` did not pass on; nothing of it was written. */
class TransactionEndedError extends Error {
  override name = 'TransactionEndedError'
  constructor() {
    super('The database ended the transaction after an earlier error.')
  }
}

export function dialectOf(databaseUrl: string): Dialect {
  return databaseUrl.startsWith('file:') ? 'sqlite' : 'postgresql'
}

/** `?` becomes `$1`, `$2`, ... Statements never carry a literal question mark. */
const numbered = new Map<string, string>()
export function toPostgres(text: string): string {
  const known = numbered.get(text)
  if (known) return known
  let n = 0
  const made = text.replace(/\?/g, () => {
    n += 1
    return `$${n}`
  })
  if (numbered.size < 2_000) numbered.set(text, made)
  return made
}

/** A parameter that stands for a whole list: `WHERE value IN ${inList(sql)}` with `JSON.stringify(values)`. */
export function inList(sql: Pick<Sql, 'dialect'>): string {
  return sql.dialect === 'sqlite' ? '(SELECT value FROM json_each(?))' : '(SELECT jsonb_array_elements_text(?::jsonb))'
}

/** `(?,?),(?,?)` for a multi-row insert. */
export function tuples(rows: number, columns: number): string {
  const one = `(${Array.from({ length: columns }, () => '?').join(',')})`
  return Array.from({ length: rows }, () => one).join(',')
}

export function asDate(value: unknown): Date {
  return value instanceof Date ? value : new Date(Number(value))
}

export function asDateOrNull(value: unknown): Date | null {
  return value === null || value === undefined ? null : asDate(value)
}

export function asBool(value: unknown): boolean {
  return value === true || value === 1 || value === 1n
}

/** JSON columns come back as text from SQLite and as values from Postgres. */
export function asJson<T>(value: unknown): T {
  return (typeof value === 'string' ? JSON.parse(value) : value) as T
}

// ───────────────────────────────── SQLite ─────────────────────────────────

function toSqlite(value: SqlValue): string | number | Buffer | Uint8Array | null {
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'boolean') return value ? 1 : 0
  return value
}

/** Parameters are made bindable in place of a copy: lists of parameters are never used twice. */
function bindable(params: SqlValue[]): SqlValue[] {
  for (let i = 0; i < params.length; i += 1) params[i] = toSqlite(params[i] ?? null)
  return params
}

type Prepared = { statement: Database.Statement; columns: string[] }

/**
 * Rows are read as lists and named here: better-sqlite3 makes its objects property by property through V8's slow path,
 * which was a third of what reading cost.
 */
function named(columns: readonly string[], values: unknown[]): SqlRow {
  const row: SqlRow = {}
  for (let i = 0; i < columns.length; i += 1) row[columns[i] as string] = values[i]
  return row
}

function sqliteStatements(db: Database.Database): Sql {
  const cache = new Map<string, Prepared>()
  const prepare = (text: string): Prepared => {
    const known = cache.get(text)
    if (known) return known
    const statement = db.prepare(text)
    const columns = statement.reader ? statement.columns().map((column) => column.name) : []
    const made = { statement: statement.reader ? statement.raw() : statement, columns }
    if (cache.size < 500) cache.set(text, made)
    return made
  }
  return {
    dialect: 'sqlite',
    async all<T extends SqlRow>(text: string, params: SqlValue[] = []) {
      const { statement, columns } = prepare(text)
      return statement.all(bindable(params)).map((values) => named(columns, values as unknown[]) as T)
    },
    async run(text, params = []) {
      return prepare(text).statement.run(bindable(params)).changes
    },
    async runEach(text, rows) {
      const { statement } = prepare(text)
      let changes = 0
      for (const row of rows) changes += statement.run(bindable(row)).changes
      return changes
    },
  }
}

/** SQLite ends a transaction by itself on a full disk; what came after it would be committed on its own. */
function onlyInside(db: Database.Database, statements: Sql): Sql {
  const mustBeOpen = () => {
    if (!db.inTransaction) throw new TransactionEndedError()
  }
  return {
    dialect: statements.dialect,
    async all<T extends SqlRow>(text: string, params?: SqlValue[]) {
      mustBeOpen()
      return statements.all<T>(text, params)
    },
    async run(text, params) {
      mustBeOpen()
      return statements.run(text, params)
    },
    async runEach(text, rows) {
      mustBeOpen()
      return statements.runEach(text, rows)
    },
  }
}

/** A lock inside this process: one connection can hold one transaction at a time. */
function createTurnstile() {
  let tail: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = tail.then(work, work)
    tail = next.catch(() => undefined)
    return next
  }
}

function sqliteDb(databaseUrl: string, options: SqliteOptions): SqlDb {
  const db = openSqlite(databaseUrl, options)
  const statements = sqliteStatements(db)
  const inTurn = createTurnstile()
  return {
    dialect: 'sqlite',
    all: <T extends SqlRow>(text: string, params?: SqlValue[]) => inTurn(() => statements.all<T>(text, params)),
    run: (text, params) => inTurn(() => statements.run(text, params)),
    runEach: (text, rows) => inTurn(() => statements.runEach(text, rows)),
    transaction: (work) =>
      inTurn(async () => {
        db.exec('BEGIN IMMEDIATE')
        try {
          const value = await work(onlyInside(db, statements))
          if (!db.inTransaction) throw new TransactionEndedError()
          db.exec('COMMIT')
          return value
        } catch (error) {
          if (db.inTransaction) db.exec('ROLLBACK')
          throw error
        }
      }),
    async close() {
      await inTurn(async () => db.close())
    },
  }
}

// ───────────────────────────────── Postgres ─────────────────────────────────

const TIMESTAMP = 1114
const INT8 = 20

/** Prisma keeps UTC in `timestamp(3)`; node-pg would read and write it in the machine's zone. */
const pgTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === TIMESTAMP) return (text: string) => new Date(`${text.replace(' ', 'T')}Z`)
    if (oid === INT8) return Number
    return pg.types.getTypeParser(oid, format)
  },
}

function toPg(value: SqlValue): unknown {
  return value instanceof Date ? value.toISOString() : value
}

function pgStatements(client: Pick<pg.Pool, 'query'>): Sql {
  return {
    dialect: 'postgresql',
    async all<T extends SqlRow>(text: string, params: SqlValue[] = []) {
      const result = await client.query<T>(toPostgres(text), params.map(toPg))
      return result.rows
    },
    async run(text, params = []) {
      const result = await client.query(toPostgres(text), params.map(toPg))
      return result.rowCount ?? 0
    },
    async runEach(text, rows) {
      let changes = 0
      for (const row of rows) changes += (await client.query(toPostgres(text), row.map(toPg))).rowCount ?? 0
      return changes
    },
  }
}

/**
 * Connections of Postgres. One that breaks is told as an event, while idle to the pool, while in use to its client; unheard,
 * it would end the process. The next statement on it fails, and the pool opens another for the next use.
 */
export function createPool(databaseUrl: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString: databaseUrl, max, types: pgTypes as pg.CustomTypesConfig })
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
  return pool
}

const ignore = () => undefined

function postgresDb(databaseUrl: string, max: number): SqlDb {
  const pool = createPool(databaseUrl, max)
  return {
    ...pgStatements(pool),
    async transaction(work) {
      const client = await pool.connect()
      let broken: Error | undefined
      try {
        await client.query('BEGIN')
        const value = await work(pgStatements(client as unknown as Pick<pg.Pool, 'query'>))
        // A transaction that was given up after an error that `work` swallowed answers COMMIT with ROLLBACK.
        const { command } = await client.query('COMMIT')
        if (command !== 'COMMIT') throw new TransactionEndedError()
        return value
      } catch (error) {
        await client.query('ROLLBACK').catch((problem: Error) => {
          broken = problem
        })
        throw error
      } finally {
        client.release(broken)
      }
    },
    close: () => pool.end(),
  }
}

export type SqlOptions = Pick<SqliteOptions, 'mappedBytes'> & {
  /** Connections to Postgres; SQLite has one. */
  maxConnections?: number
}

/** Opens a database of its own connection(s): the receiver, the worker and the scripts each hold one. */
export function openSql(databaseUrl: string, { maxConnections = 4, ...sqlite }: SqlOptions = {}): SqlDb {
  if (dialectOf(databaseUrl) === 'sqlite') return sqliteDb(databaseUrl, sqlite)
  return postgresDb(databaseUrl, maxConnections)
}
