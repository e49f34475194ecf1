import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import {
  DriverAdapterError,
  isDriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
  type Transaction,
} from '@prisma/driver-adapter-utils'

/**
 * Prisma's SQLite adapter with transactions of our own. In the original a COMMIT that SQLite answers with SQLITE_BUSY
 * leaves the transaction open on the one connection there is: every later transaction fails, and writes that were
 * reported as done vanish when the process ends (github.com/prisma/orm, issue 29933; docs/decisions/015).
 *
 * Here BEGIN takes the write lock, so that no later statement can find it taken; waiting for it never blocks the event
 * loop; a COMMIT that fails is rolled back for real; and a transaction that SQLite ended by itself (a full disk) accepts
 * no further statement, which would otherwise be committed on its own.
 */
const LOCK_PATIENCE_MS = 5_000
/** Only matters without WAL: a COMMIT that waits for readers keeps new ones out, so it must not wait long. */
const COMMIT_PATIENCE_MS = 300
/** The worker rests 3 ms between two transactions (shared-lock.ts); whoever looks less often never sees the gap. */
const LOOK_AGAIN_MS = 2
/** Opening reads the schema, which a process that is just writing may delay. */
const CONNECT_PATIENCE_MS = 5_000

type Connection = { inTransaction: boolean }

/** The adapter has the connection but does not show it; nothing else can tell whether SQLite ended a transaction. */
function connectionOf(adapter: SqlDriverAdapter): Connection {
  const { client } = adapter as unknown as { client?: Connection }
  if (typeof client?.inTransaction !== 'boolean') throw new Error('@prisma/adapter-better-sqlite3 has changed inside.')
  return client
}

function isBusy(error: unknown): boolean {
  return isDriverAdapterError(error) && String(error.cause.originalCode).startsWith('SQLITE_BUSY')
}

function command(sql: string): SqlQuery {
  return { sql, args: [], argTypes: [] }
}

/** Runs a statement until SQLite is not busy with somebody else's, or patience ends; others run meanwhile. */
async function patiently(adapter: SqlDriverAdapter, sql: string, patienceMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    try {
      await adapter.executeRaw(command(sql))
      return
    } catch (error) {
      if (!isBusy(error)) throw error
      // Prisma hands errors of BEGIN and COMMIT on as they are, so the code has to be where everybody looks for it.
      if (performance.now() > deadline) throw Object.assign(error as Error, { code: 'SQLITE_BUSY' })
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
  }
}

class SqliteTransaction implements Transaction {
  readonly provider = 'sqlite'
  /** Prisma then leaves COMMIT and ROLLBACK to `commit` and `rollback`. */
  readonly options = { usePhantomQuery: true }

  constructor(
    private readonly adapter: SqlDriverAdapter,
    private readonly connection: Connection,
    private readonly leave: () => void,
  ) {}

  get adapterName(): string {
    return this.adapter.adapterName
  }

  async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    this.#mustBeOpen()
    return this.adapter.queryRaw(query)
  }

  async executeRaw(query: SqlQuery): Promise<number> {
    this.#mustBeOpen()
    return this.adapter.executeRaw(query)
  }

  async commit(): Promise<void> {
    try {
      this.#mustBeOpen()
      await patiently(this.adapter, 'COMMIT', COMMIT_PATIENCE_MS)
    } finally {
      await this.#end()
    }
  }

  async rollback(): Promise<void> {
    await this.#end()
  }

  async createSavepoint(name: string): Promise<void> {
    await this.executeRaw(command(`SAVEPOINT ${name}`))
  }

  async rollbackToSavepoint(name: string): Promise<void> {
    await this.executeRaw(command(`ROLLBACK TO ${name}`))
  }

  async releaseSavepoint(name: string): Promise<void> {
    await this.executeRaw(command(`RELEASE SAVEPOINT ${name}`))
  }

  async #end(): Promise<void> {
    try {
      if (this.connection.inTransaction) await this.adapter.executeRaw(command('ROLLBACK'))
    } finally {
      this.leave()
    }
  }

  #mustBeOpen(): void {
    if (this.connection.inTransaction) return
    const cause = 'SQLite rolled the transaction back after an earlier error.'
    throw new DriverAdapterError({ kind: 'TransactionAlreadyClosed', cause })
  }
}

class SqliteAdapter implements SqlDriverAdapter {
  readonly provider = 'sqlite'
  #connection: Connection
  #tail: Promise<void> = Promise.resolve()

  constructor(private readonly adapter: SqlDriverAdapter) {
    this.#connection = connectionOf(adapter)
  }

  get adapterName(): string {
    return this.adapter.adapterName
  }

  queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    return this.adapter.queryRaw(query)
  }

  executeRaw(query: SqlQuery): Promise<number> {
    return this.adapter.executeRaw(query)
  }

  executeScript(script: string): Promise<void> {
    return this.adapter.executeScript(script)
  }

  dispose(): Promise<void> {
    return this.adapter.dispose()
  }

  /** SQLite's only isolation level is SERIALIZABLE. */
  async startTransaction(): Promise<Transaction> {
    const leave = await this.#enter()
    try {
      await patiently(this.adapter, 'BEGIN IMMEDIATE', LOCK_PATIENCE_MS)
      return new SqliteTransaction(this.adapter, this.#connection, leave)
    } catch (error) {
      leave()
      throw error
    }
  }

  /** One connection can hold one transaction. Resolves, in order of asking, to the function that lets the next one in. */
  async #enter(): Promise<() => void> {
    const before = this.#tail
    let leave: () => void = () => undefined
    this.#tail = new Promise((resolve) => {
      leave = resolve
    })
    await before
    return leave
  }
}

type SqliteOptions = {
  url: string
  /** How long a statement outside of a transaction waits inside SQLite, and with it the event loop. */
  busyTimeoutMs: number
}

export class SqliteAdapterFactory implements SqlDriverAdapterFactory {
  readonly provider = 'sqlite'
  readonly adapterName = '@prisma/adapter-better-sqlite3'

  constructor(private readonly options: SqliteOptions) {}

  async connect(): Promise<SqlDriverAdapter> {
    const { url, busyTimeoutMs } = this.options
    const original = new PrismaBetterSqlite3({ url, timeout: CONNECT_PATIENCE_MS }, { timestampFormat: 'unixepoch-ms' })
    const adapter = await original.connect()
    try {
      await adapter.executeScript('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON')
      await preferWal(adapter)
      await adapter.executeScript(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
      return new SqliteAdapter(adapter)
    } catch (error) {
      // Prisma opens another one next time.
      await adapter.dispose()
      throw error
    }
  }
}

/**
 * A reader can be in the way of the switch to WAL, and a file system without shared memory does not have it. Everything
 * is as safe without it, only slower; and once anybody has switched, this connection follows.
 */
async function preferWal(adapter: SqlDriverAdapter): Promise<void> {
  await adapter.executeScript('PRAGMA busy_timeout = 0')
  try {
    await adapter.executeScript('PRAGMA journal_mode = WAL')
  } catch (error) {
    if (!isBusy(error)) throw error
  }
}
