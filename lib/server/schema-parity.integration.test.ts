import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrate } from './migrate'
import { openSqlite } from './open-sqlite'
import { createPool } from './sql'
import { startPostgres, type TestPostgres } from './testing/postgres'

/** The same schema on both databases, compared column by column after the migrations have run. */
type Column = { type: string; nullable: boolean; key: boolean }
type Shape = { columns: Record<string, Column>; indexes: string[]; references: string[] }

const TYPES: Record<string, string> = {
  TEXT: 'text',
  INTEGER: 'integer',
  REAL: 'double precision',
  BOOLEAN: 'boolean',
  DATETIME: 'timestamp without time zone',
  JSONB: 'jsonb',
  BLOB: 'bytea',
}

let postgres: TestPostgres
let directory = ''

beforeAll(async () => {
  postgres = await startPostgres()
  directory = mkdtempSync(path.join(tmpdir(), 'handrail-parity-'))
  await migrate(postgres.url())
  await migrate(`file:${directory}/a.db`)
})

afterAll(async () => {
  await postgres.stop()
  rmSync(directory, { recursive: true, force: true })
})

function sqliteShapes(): Record<string, Shape> {
  const db = openSqlite(`file:${directory}/a.db`)
  const names = db
    .prepare(
      "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_%' ESCAPE '\\'",
    )
    .pluck()
    .all() as string[]
  const shapes: Record<string, Shape> = {}
  for (const table of names) {
    const columns = db.pragma(`table_info("${table}")`) as { name: string; type: string; notnull: number; pk: number }[]
    const indexes = db.pragma(`index_list("${table}")`) as { name: string; unique: number; origin: string }[]
    const keys = db.pragma(`foreign_key_list("${table}")`) as { table: string; from: string; on_delete: string }[]
    shapes[table] = {
      columns: Object.fromEntries(
        columns.map(({ name, type, notnull, pk }) => [
          name,
          { type: TYPES[type] ?? type, nullable: notnull === 0, key: pk > 0 },
        ]),
      ),
      indexes: indexes
        .filter(({ origin }) => origin !== 'pk')
        .map(({ name, unique }) => {
          const parts = db.pragma(`index_info("${name}")`) as { name: string }[]
          return `${unique ? 'unique ' : ''}${parts.map((part) => part.name).join(',')}`
        })
        .sort(),
      references: keys.map((key) => `${key.from} -> ${key.table} ${key.on_delete}`).sort(),
    }
  }
  db.close()
  return shapes
}

const INDEXES = `SELECT t.relname AS table, i.indisunique AS unique,
  (SELECT string_agg(a.attname, ',' ORDER BY k.n) FROM unnest(i.indkey) WITH ORDINALITY k(attnum, n)
    JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum) AS columns, i.indisprimary AS primary
  FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace s ON s.oid = t.relnamespace WHERE s.nspname = 'public'`

const REFERENCES = `SELECT t.relname AS table, r.relname AS target, a.attname AS column, c.confdeltype AS action
  FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] WHERE c.contype = 'f'`

const ACTIONS: Record<string, string> = { a: 'NO ACTION', r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' }

async function postgresShapes(): Promise<Record<string, Shape>> {
  const pool = createPool(postgres.url(), 1)
  const columns = await pool.query(
    "SELECT table_name, column_name, data_type, is_nullable FROM information_schema.columns WHERE table_schema='public' AND table_name NOT LIKE '\\_%'",
  )
  const indexes = (await pool.query(INDEXES)).rows
  const references = (await pool.query(REFERENCES)).rows
  await pool.end()
  const shapes: Record<string, Shape> = {}
  for (const row of columns.rows) {
    shapes[row.table_name] ??= { columns: {}, indexes: [], references: [] }
    const keys = indexes.find((index) => index.table === row.table_name && index.primary)?.columns.split(',') ?? []
    const shape = shapes[row.table_name]
    if (!shape) continue
    shape.columns[row.column_name] = {
      type: row.data_type,
      nullable: row.is_nullable === 'YES',
      key: keys.includes(row.column_name),
    }
  }
  for (const [table, shape] of Object.entries(shapes)) {
    shape.indexes = indexes
      .filter((index) => index.table === table && !index.primary)
      .map((index) => `${index.unique ? 'unique ' : ''}${index.columns}`)
      .sort()
    shape.references = references
      .filter((reference) => reference.table === table)
      .map((reference) => `${reference.column} -> ${reference.target} ${ACTIONS[reference.action]}`)
      .sort()
  }
  return shapes
}

test('SQLite and Postgres have the same tables, columns, indexes and references', async () => {
  const sqlite = sqliteShapes()
  const other = await postgresShapes()
  expect(Object.keys(sqlite).length).toBeGreaterThan(60)
  expect(Object.keys(sqlite).sort()).toEqual(Object.keys(other).sort())
  for (const [table, shape] of Object.entries(sqlite)) expect({ table, ...shape }).toEqual({ table, ...other[table] })
})
