import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openSqlite } from './open-sqlite'
import { createPool, type Dialect, dialectOf } from './sql'

/**
 * Applies prisma/migrations/<database> without Prisma's engine binary. Each migration and its row in
 * `_prisma_migrations` are one transaction (both databases have transactional DDL), so a start that is killed half-way
 * leaves either all or nothing of it. The table is the ordinary one: `prisma migrate deploy` stays usable.
 */
export type Migration = { name: string; sql: string; checksum: string }

const TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" %T, "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT, "rolled_back_at" %T, "started_at" %T NOT NULL DEFAULT current_timestamp, "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`

export class MigrationError extends Error {
  override name = 'MigrationError'
}

export function readMigrations(dialect: Dialect, root = process.cwd()): Migration[] {
  const folder = path.join(root, 'prisma/migrations', dialect)
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

type Applied = { migration_name: string; checksum: string; finished_at: unknown }

/** What is still to apply. A database that knows a migration this version does not is newer than the program. */
export function pendingMigrations(known: Migration[], applied: Applied[]): Migration[] {
  const byName = new Map(applied.map((row) => [row.migration_name, row]))
  const unknown = applied.find((row) => !known.some((migration) => migration.name === row.migration_name))
  if (unknown) {
    throw new MigrationError(
      `The database has migration ${unknown.migration_name}, which this version of Handrail does not know. Use the newer version, or restore a backup made by this one.`,
    )
  }
  for (const migration of known) {
    const row = byName.get(migration.name)
    if (row && row.checksum !== migration.checksum) {
      throw new MigrationError(`Migration ${migration.name} was changed after it had been applied to this database.`)
    }
  }
  return known.filter((migration) => !byName.has(migration.name))
}

function migrateSqlite(url: string, migrations: Migration[]): string[] {
  const file = url.replace(/^file:/, '')
  if (!existsSync(path.dirname(file))) mkdirSync(path.dirname(file), { recursive: true })
  const db = openSqlite(url, { busyTimeoutMs: 30_000 })
  const done: string[] = []
  try {
    db.exec(TABLE.replaceAll('%T', 'DATETIME'))
    // A migration may rebuild a table; with foreign keys on, dropping the old one would delete its children.
    db.pragma('foreign_keys = OFF')
    for (const migration of migrations) {
      db.exec('BEGIN EXCLUSIVE')
      try {
        const applied = db.prepare('SELECT * FROM "_prisma_migrations" WHERE rolled_back_at IS NULL').all() as Applied[]
        if (pendingMigrations(migrations, applied).some((pending) => pending.name === migration.name)) {
          db.exec(migration.sql)
          if ((db.pragma('foreign_key_check') as unknown[]).length > 0) {
            throw new MigrationError(`Migration ${migration.name} would leave rows that point to nothing.`)
          }
          db.prepare(
            'INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count) VALUES (?,?,?,?,?,1)',
          ).run(randomUUID(), migration.checksum, Date.now(), migration.name, Date.now())
          done.push(migration.name)
        }
        db.exec('COMMIT')
      } catch (error) {
        if (db.inTransaction) db.exec('ROLLBACK')
        throw error
      }
    }
    return done
  } finally {
    db.close()
  }
}

/** Any number: all Handrail instances that start at once agree on it. */
const ADVISORY_LOCK = 7_274_241

async function migratePostgres(url: string, migrations: Migration[]): Promise<string[]> {
  const pool = createPool(url, 1)
  const client = await pool.connect()
  const done: string[] = []
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK])
    await client.query(TABLE.replaceAll('%T', 'TIMESTAMPTZ'))
    const { rows } = await client.query<Applied>('SELECT * FROM "_prisma_migrations" WHERE rolled_back_at IS NULL')
    for (const migration of pendingMigrations(migrations, rows)) {
      await client.query('BEGIN')
      try {
        await client.query(migration.sql)
        await client.query(
          'INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count) VALUES ($1,$2,now(),$3,now(),1)',
          [randomUUID(), migration.checksum, migration.name],
        )
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK')
        throw error
      }
      done.push(migration.name)
    }
    return done
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [ADVISORY_LOCK]).catch(() => undefined)
    client.release()
    await pool.end()
  }
}

/** Brings a database to this version. Returns the names of the migrations applied now. */
export async function migrate(databaseUrl: string, root = process.cwd()): Promise<string[]> {
  const dialect = dialectOf(databaseUrl)
  const migrations = readMigrations(dialect, root)
  return dialect === 'sqlite' ? migrateSqlite(databaseUrl, migrations) : migratePostgres(databaseUrl, migrations)
}
