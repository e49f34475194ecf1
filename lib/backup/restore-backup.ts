import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import type pg from 'pg'
import { inboxFiles } from '@/lib/receiver/inbox'
import { fail, ok, type Result } from '@/lib/shared/result'
import { migrate, readMigrations } from '../server/migrate'
import { openSqlite } from '../server/open-sqlite'
import { createPool, dialectOf } from '../server/sql'
import {
  columnsOf,
  hashTable,
  MANIFEST_TABLE,
  type Manifest,
  readManifest,
  type TableColumn,
  tablesInOrder,
} from './format'
import { adoptMasterKey, type KeyCode } from './master-key'
import { isSealed, removeSeal } from './seal'

export type RestoreSummary = { tables: number; rows: number; madeAt: string }
type Code = 'backup-missing' | 'backup-damaged' | 'backup-newer' | 'restore-not-empty' | 'restore-in-use' | KeyCode

/** Checks every page and every value before anything is touched. */
export function checkBackup(file: string): Result<Manifest, 'backup-missing' | 'backup-damaged'> {
  if (!existsSync(file)) return fail('backup-missing', { file })
  if (!isSealed(file)) return fail('backup-damaged', { file, part: 'its content, or the file is not a backup' })
  let db: Database.Database | undefined
  try {
    db = new Database(file, { readonly: true })
    const manifest = readManifest(db)
    if (!manifest) return fail('backup-damaged', { file, part: 'the manifest' })
    if (db.pragma('integrity_check', { simple: true }) !== 'ok') return fail('backup-damaged', { file, part: 'a page' })
    for (const table of tablesInOrder(db)) {
      const expected = manifest.tables[table]
      if (hashTable(db, table).sha256 !== expected?.sha256) return fail('backup-damaged', { file, part: table })
    }
    return ok(manifest)
  } catch {
    return fail('backup-damaged', { file, part: 'the file' })
  } finally {
    db?.close()
  }
}

async function hasData(databaseUrl: string): Promise<boolean> {
  if (dialectOf(databaseUrl) === 'sqlite') {
    if (!existsSync(databaseUrl.replace(/^file:/, ''))) return false
    const db = openSqlite(databaseUrl)
    try {
      return Number(db.prepare('SELECT count(*) FROM "Workspace"').pluck().get()) > 0
    } catch {
      return false
    } finally {
      db.close()
    }
  }
  const pool = createPool(databaseUrl, 1)
  try {
    const { rows } = await pool.query<{ n: number }>('SELECT count(*) AS n FROM "Workspace"')
    return Number(rows[0]?.n ?? 0) > 0
  } catch {
    return false
  } finally {
    await pool.end()
  }
}

/** Leaving WAL mode needs the file for oneself: it fails while any other process has it open. */
function inUse(databaseUrl: string): boolean {
  if (!existsSync(databaseUrl.replace(/^file:/, ''))) return false
  const db = new Database(databaseUrl.replace(/^file:/, ''))
  try {
    db.pragma('busy_timeout = 0')
    return db.pragma('journal_mode = DELETE', { simple: true }) !== 'delete'
  } catch (error) {
    return error instanceof Error && error.message.includes('locked')
  } finally {
    db.close()
  }
}

function restoreSqlite(databaseUrl: string, file: string): void {
  const target = databaseUrl.replace(/^file:/, '')
  const partial = `${target}.restoring`
  mkdirSync(path.dirname(target), { recursive: true })
  copyFileSync(file, partial)
  removeSeal(partial)
  const db = new Database(partial)
  db.exec(`DROP TABLE "${MANIFEST_TABLE}"`)
  db.pragma('journal_mode = DELETE')
  db.close()
  // Deliveries in the inbox belong to what is being replaced.
  for (const old of [`${target}-wal`, `${target}-shm`, ...inboxFiles(target)]) rmSync(old, { force: true })
  renameSync(partial, target)
}

function toPostgresValue(value: unknown, type: string): unknown {
  if (value === null) return null
  if (type === 'DATETIME') return new Date(Number(value)).toISOString()
  if (type === 'BOOLEAN') return Number(value) === 1
  return value
}

const PARAMETERS = 20_000

async function insertTable(client: pg.PoolClient, source: Database.Database, table: string): Promise<void> {
  const columns = columnsOf(source, table)
  const names = columns.map((column) => `"${column.name}"`).join(',')
  const perInsert = Math.max(1, Math.floor(PARAMETERS / columns.length))
  let waiting: unknown[][] = []
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return
    await client.query(
      `INSERT INTO "${table}" (${names}) VALUES ${placeholders(waiting.length, columns)}`,
      waiting.flat(),
    )
    waiting = []
  }
  for (const row of source.prepare(`SELECT ${names} FROM "${table}"`).raw().iterate() as Iterable<unknown[]>) {
    waiting.push(row.map((value, i) => toPostgresValue(value, columns[i]?.type ?? '')))
    if (waiting.length === perInsert) await flush()
  }
  await flush()
}

function placeholders(rows: number, columns: TableColumn[]): string {
  let n = 0
  const one = () =>
    `(${columns
      .map(() => {
        n += 1
        return `$${n}`
      })
      .join(',')})`
  return Array.from({ length: rows }, one).join(',')
}

async function restorePostgres(databaseUrl: string, file: string): Promise<void> {
  await migrate(databaseUrl)
  const source = new Database(file, { readonly: true })
  const pool = createPool(databaseUrl, 1)
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const tables = tablesInOrder(source)
    for (const table of [...tables].reverse()) await client.query(`DELETE FROM "${table}"`)
    for (const table of tables) await insertTable(client, source, table)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    source.close()
    client.release()
    await pool.end()
  }
}

/** Checkpoints of what was there before would call the restored chains cut; they stay beside the new file. */
function setCheckpointsAside(dataDir: string): void {
  const file = path.join(dataDir, 'audit-checkpoints.ndjson')
  if (existsSync(file)) renameSync(file, `${file}.before-restore`)
}

export type RestoreOptions = { replace: boolean; dataDir: string }

/** Puts a backup in the place of an empty database, or of a full one when asked to replace it. Stop Handrail first. */
export async function restoreBackup(
  databaseUrl: string,
  file: string,
  options: RestoreOptions,
): Promise<Result<RestoreSummary, Code>> {
  const checked = checkBackup(file)
  if (!checked.ok) return checked
  const manifest = checked.value
  const known = readMigrations('sqlite').map((migration) => migration.name)
  const unknown = manifest.migrations.find((name) => !known.includes(name))
  if (unknown) return fail('backup-newer', { file, migration: unknown })
  if (!options.replace && (await hasData(databaseUrl))) return fail('restore-not-empty')
  if (dialectOf(databaseUrl) === 'sqlite' && inUse(databaseUrl)) return fail('restore-in-use')
  const key = adoptMasterKey(options.dataDir, manifest.masterKey, options.replace)
  if (!key.ok) return key
  if (dialectOf(databaseUrl) === 'sqlite') restoreSqlite(databaseUrl, file)
  else await restorePostgres(databaseUrl, file)
  await migrate(databaseUrl)
  setCheckpointsAside(options.dataDir)
  const counts = Object.values(manifest.tables)
  const rows = counts.reduce((sum, table) => sum + table.rows, 0)
  return ok({ tables: counts.length, rows, madeAt: manifest.madeAt })
}
