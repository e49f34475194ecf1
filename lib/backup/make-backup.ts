import { chmodSync, existsSync, renameSync, rmSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import type pg from 'pg'
import { openIntake } from '@/lib/receiver/intake'
import { fail, ok, type Result } from '@/lib/shared/result'
import { masterKeyHex } from '../server/keys'
import { migrate } from '../server/migrate'
import { openSqlite } from '../server/open-sqlite'
import { createPool, type Dialect, dialectOf } from '../server/sql'
import { columnsOf, hashTable, type Manifest, tablesInOrder, writeManifest } from './format'
import { sealFile } from './seal'

export type BackupSummary = { file: string; tables: number; rows: number; bytes: number }
type Code = 'backup-exists' | 'backup-not-written'

const INBOX_PATIENCE_MS = 30_000

/** What was acknowledged before the backup began belongs to it: the inbox is emptied into the database first. */
async function emptyInbox(databaseUrl: string): Promise<void> {
  const intake = openIntake(databaseUrl)
  try {
    await intake.takeAll(INBOX_PATIENCE_MS)
  } finally {
    intake.close()
  }
}

/** `VACUUM INTO` reads one snapshot while others go on writing. */
async function copySqlite(databaseUrl: string, file: string): Promise<void> {
  await emptyInbox(databaseUrl)
  const source = openSqlite(databaseUrl, { busyTimeoutMs: 30_000 })
  try {
    source.prepare('VACUUM INTO ?').run(file)
  } finally {
    source.close()
  }
}

function toSqliteValue(value: unknown): string | number | Buffer | null {
  if (value === null || value === undefined) return null
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'boolean') return value ? 1 : 0
  if (Buffer.isBuffer(value) || typeof value === 'string' || typeof value === 'number') return value
  return JSON.stringify(value)
}

const ROWS_PER_FETCH = 2_000

async function copyTable(client: pg.PoolClient, target: Database.Database, table: string): Promise<void> {
  const columns = columnsOf(target, table)
  const names = columns.map((column) => `"${column.name}"`).join(',')
  const insert = target.prepare(`INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => '?').join(',')})`)
  // A jsonb string such as "a" would come back parsed and be indistinguishable from text: read JSON as its own text.
  const selected = columns.map(({ name, type }) => (type === 'JSONB' ? `"${name}"::text AS "${name}"` : `"${name}"`))
  await client.query(`DECLARE rows NO SCROLL CURSOR FOR SELECT ${selected.join(',')} FROM "${table}"`)
  for (;;) {
    const { rows } = await client.query<Record<string, unknown>>(`FETCH ${ROWS_PER_FETCH} FROM rows`)
    if (rows.length === 0) break
    const write = target.transaction(() => {
      for (const row of rows) insert.run(...columns.map(({ name }) => toSqliteValue(row[name])))
    })
    write()
  }
  await client.query('CLOSE rows')
}

async function copyPostgres(databaseUrl: string, file: string): Promise<void> {
  await migrate(`file:${file}`)
  const target = new Database(file)
  const pool = createPool(databaseUrl, 1)
  const client = await pool.connect()
  try {
    target.pragma('journal_mode = DELETE')
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    for (const table of tablesInOrder(target)) await copyTable(client, target, table)
    await client.query('COMMIT')
  } finally {
    target.close()
    client.release()
    await pool.end()
  }
}

function addManifest(file: string, source: Dialect, now: Date): Manifest {
  const db = new Database(file)
  try {
    db.pragma('journal_mode = DELETE')
    db.pragma('synchronous = FULL')
    const migrations = db
      .prepare('SELECT migration_name FROM "_prisma_migrations" ORDER BY 1')
      .pluck()
      .all() as string[]
    const tables = Object.fromEntries(tablesInOrder(db).map((table) => [table, hashTable(db, table)]))
    const masterKey = masterKeyHex()
    const manifest: Manifest = { format: 1, madeAt: now.toISOString(), source, migrations, masterKey, tables }
    writeManifest(db, manifest)
    return manifest
  } finally {
    db.close()
  }
}

/** Writes a consistent backup while the product runs. The file appears under its name only when it is complete. */
export async function makeBackup(
  databaseUrl: string,
  file: string,
  now = new Date(),
): Promise<Result<BackupSummary, Code>> {
  if (existsSync(file)) return fail('backup-exists', { file })
  const partial = `${file}.partial`
  rmSync(partial, { force: true })
  const source = dialectOf(databaseUrl)
  try {
    if (source === 'sqlite') await copySqlite(databaseUrl, partial)
    else await copyPostgres(databaseUrl, partial)
    chmodSync(partial, 0o600)
    const manifest = addManifest(partial, source, now)
    sealFile(partial)
    renameSync(partial, file)
    const counts = Object.values(manifest.tables)
    const rows = counts.reduce((sum, table) => sum + table.rows, 0)
    return ok({ file, tables: counts.length, rows, bytes: statSync(file).size })
  } catch (error) {
    rmSync(partial, { force: true })
    return fail('backup-not-written', { file, message: error instanceof Error ? error.message : String(error) })
  }
}
