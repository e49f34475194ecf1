import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient as PostgresClient } from '@/prisma/generated/postgresql/client'
import { type Prisma, PrismaClient } from '@/prisma/generated/sqlite/client'
import { env } from './env'
import { createPool, type Dialect, dialectOf, type Sql, type SqlRow, type SqlValue, toPostgres } from './sql'
import { SqliteAdapterFactory } from './sqlite-adapter'

/**
 * Prisma for screens and commands. Both generated clients have the same shape, so the SQLite one gives the types.
 *
 * SQLite has two connections: `db` reads, and `transact` alone writes. The adapter keeps one connection per client and
 * does not keep other queries out of an open interactive transaction, so a write beside it would share its fate.
 */
export type Db = PrismaClient
export type Tx = Prisma.TransactionClient
export type { Prisma }

function openPostgres(url: string): PrismaClient {
  // A pool of ours, because the adapter's own stops listening to a connection before it is gone: one that Postgres ends
  // in that moment would end the process.
  const adapter = new PrismaPg(createPool(url, 10), { disposeExternalPool: true })
  // The two generated clients differ only in the provider they were written for.
  return new PostgresClient({ adapter }) as unknown as PrismaClient
}

function openSqlite(url: string, busyTimeoutMs: number): PrismaClient {
  return new PrismaClient({ adapter: new SqliteAdapterFactory({ url, busyTimeoutMs }) })
}

type Clients = { reader: PrismaClient; writer: PrismaClient; dialect: Dialect }

const READER_PATIENCE_MS = 5_000

function open(): Clients {
  const url = env().databaseUrl
  const dialect = dialectOf(url)
  if (dialect === 'sqlite') return { reader: openSqlite(url, READER_PATIENCE_MS), writer: openSqlite(url, 0), dialect }
  const client = openPostgres(url)
  return { reader: client, writer: client, dialect }
}

/** Kept on `globalThis` so that hot reloading in development does not open a new connection per change. */
const holder = globalThis as { __handrailClients?: Clients }

function clients(): Clients {
  holder.__handrailClients ??= open()
  return holder.__handrailClients
}

/** For reading. Opened on first use. */
export const db: Db = new Proxy({} as Db, {
  get: (_target, property) => Reflect.get(clients().reader, property),
})

export function dialect(): Dialect {
  return clients().dialect
}

/** Every statement of a Prisma transaction through the same small interface that the raw paths use. */
export function sqlOf(tx: Tx): Sql {
  const kind = dialect()
  const text = (query: string): string => (kind === 'sqlite' ? query : toPostgres(query))
  return {
    dialect: kind,
    all: <T extends SqlRow>(query: string, params: SqlValue[] = []) => tx.$queryRawUnsafe<T[]>(text(query), ...params),
    run: (query, params = []) => tx.$executeRawUnsafe(text(query), ...params),
    async runEach(query, rows) {
      let changes = 0
      for (const row of rows) changes += await tx.$executeRawUnsafe(text(query), ...row)
      return changes
    },
  }
}

/**
 * A transaction that Postgres gave up after an error answers COMMIT with ROLLBACK, and Prisma takes that for success. When
 * `work` swallowed the error, one more statement brings it to light.
 */
function provenOpen<T>(work: (tx: Tx) => Promise<T>): (tx: Tx) => Promise<T> {
  return async (tx) => {
    const value = await work(tx)
    await tx.$executeRawUnsafe('SELECT 1')
    return value
  }
}

let turn: Promise<unknown> = Promise.resolve()

/** One writing transaction. Use `transact` of lib/server/audit.ts, which also writes the audit events. */
export async function writeTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const { writer } = clients()
  const limits = { maxWait: 15_000, timeout: 60_000 }
  if (dialect() === 'postgresql') return writer.$transaction(provenOpen(work), limits)
  const run = () => writer.$transaction(work, limits)
  // One connection holds one transaction: queue here, in order, instead of inside the adapter.
  const next = turn.then(run, run)
  turn = next.catch(() => undefined)
  return next
}

export async function closeDb(): Promise<void> {
  const open = holder.__handrailClients
  if (!open) return
  holder.__handrailClients = undefined
  await Promise.all([open.reader.$disconnect(), open.writer === open.reader ? undefined : open.writer.$disconnect()])
}
