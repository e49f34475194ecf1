import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import { z } from 'zod'
import { canonicalJson } from '@/lib/audit/chain'

/**
 * A backup is one SQLite file whatever the database was: the same tables as the schema, and `_handrail_backup` with the
 * manifest. So a backup of SQLite restores into Postgres and the other way round.
 */
export const MANIFEST_TABLE = '_handrail_backup'

const tableSchema = z.object({ rows: z.number().int().min(0), sha256: z.string().length(64) })

export const manifestSchema = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  source: z.enum(['sqlite', 'postgresql']),
  migrations: z.array(z.string()),
  /** Without it neither connection secrets nor the audit chain can be read; guard the file like a password. */
  masterKey: z.string().length(64),
  tables: z.record(z.string(), tableSchema),
})

export type Manifest = z.infer<typeof manifestSchema>
export type TableColumn = { name: string; type: string; key: boolean }

export function columnsOf(db: Database.Database, table: string): TableColumn[] {
  const rows = db.pragma(`table_info("${table}")`) as { name: string; type: string; pk: number }[]
  return rows.map(({ name, type, pk }) => ({ name, type, key: pk > 0 }))
}

/** The product's tables, parents before children, so that rows can be inserted with foreign keys on. */
export function tablesInOrder(db: Database.Database): string[] {
  const names = db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 1) <> '_' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .pluck()
    .all() as string[]
  const parents = new Map(
    names.map((name) => {
      const keys = db.pragma(`foreign_key_list("${name}")`) as { table: string }[]
      return [name, keys.map((key) => key.table).filter((parent) => parent !== name)]
    }),
  )
  const ordered: string[] = []
  const visit = (name: string): void => {
    if (ordered.includes(name)) return
    for (const parent of parents.get(name) ?? []) visit(parent)
    ordered.push(name)
  }
  for (const name of names) visit(name)
  return ordered
}

/** SHA-256 over every value of a table in the order of its key, the same whichever database the rows came from. */
export function hashTable(db: Database.Database, table: string): { rows: number; sha256: string } {
  const columns = columnsOf(db, table)
  const order = columns.filter((column) => column.key).map((column) => `"${column.name}"`)
  const hash = createHash('sha256').update(columns.map((column) => column.name).join(','))
  let rows = 0
  const statement = db.prepare(`SELECT * FROM "${table}" ORDER BY ${order.join(',')}`).raw()
  for (const row of statement.iterate() as Iterable<unknown[]>) {
    rows += 1
    hash.update(JSON.stringify(row.map((value, i) => comparable(value, columns[i]?.type))))
  }
  return { rows, sha256: hash.digest('hex') }
}

/** Postgres keeps the keys of a JSON value in an order of its own. */
function comparable(value: unknown, type: string | undefined): unknown {
  if (Buffer.isBuffer(value)) return { hex: value.toString('hex') }
  return type === 'JSONB' && typeof value === 'string' ? canonicalJson(JSON.parse(value)) : value
}

export function writeManifest(db: Database.Database, manifest: Manifest): void {
  db.exec(`CREATE TABLE "${MANIFEST_TABLE}" (key TEXT PRIMARY KEY, value TEXT NOT NULL)`)
  const text = JSON.stringify(manifest)
  const insert = db.prepare(`INSERT INTO "${MANIFEST_TABLE}" VALUES (?, ?)`)
  insert.run('manifest', text)
  insert.run('sha256', createHash('sha256').update(text).digest('hex'))
}

/** Returns undefined for a file that is no backup or whose manifest was altered. */
export function readManifest(db: Database.Database): Manifest | undefined {
  try {
    const read = db.prepare(`SELECT value FROM "${MANIFEST_TABLE}" WHERE key = ?`).pluck()
    const text = String(read.get('manifest'))
    if (createHash('sha256').update(text).digest('hex') !== read.get('sha256')) return undefined
    return manifestSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
