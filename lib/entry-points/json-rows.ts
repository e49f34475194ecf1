import type { Dialect, SqlRow } from '@/lib/server/sql'

/** How a column travels inside one JSON parameter. */
type ColumnType = 'text' | 'int' | 'time' | 'json'
export type ColumnTypes = Readonly<Record<string, ColumnType>>
export type JsonRow = Readonly<Record<string, string | number | Date | null | object>>

const PG_TYPE: Record<ColumnType, string> = { text: 'text', int: 'int', time: 'timestamp', json: 'jsonb' }

function sqliteColumn(name: string, type: ColumnType): string {
  // A JSON column is text on SQLite: `->` keeps it JSON, `->>` would turn the text 'null' into NULL twice over.
  if (type === 'json')
    return `CASE WHEN json_type(value, '$.${name}') = 'null' THEN NULL ELSE value -> '$.${name}' END AS "${name}"`
  return `value ->> '$.${name}' AS "${name}"`
}

/**
 * A table of values that comes as one parameter, `?` being the text of `jsonRows`: thousands of rows in one statement,
 * the same on both databases. Column names are constants of the caller, never of a request.
 */
export function fromJson(dialect: Dialect, columns: ColumnTypes): string {
  const entries = Object.entries(columns)
  if (dialect === 'postgresql') {
    return `jsonb_to_recordset(?::jsonb) AS v(${entries.map(([name, type]) => `"${name}" ${PG_TYPE[type]}`).join(', ')})`
  }
  return `(SELECT ${entries.map(([name, type]) => sqliteColumn(name, type)).join(', ')} FROM json_each(?)) AS v`
}

/** The parameter of `fromJson`. SQLite keeps a time as milliseconds, Postgres reads ISO text. */
export function jsonRows(dialect: Dialect, rows: readonly JsonRow[]): string {
  return JSON.stringify(rows, function replace(this: JsonRow, key, value) {
    const original = this[key]
    if (!(original instanceof Date)) return value
    return dialect === 'sqlite' ? original.getTime() : original.toISOString()
  })
}

/**
 * A statement that answers the rows of `from` as one JSON text, in no certain order. Handing thousands of cells over one
 * by one costs the database client ten times what reading them does.
 */
export function asJsonRows(dialect: Dialect, columns: readonly string[], from: string): string {
  if (dialect === 'postgresql') return `SELECT COALESCE(json_agg(t), '[]')::text AS "json" FROM (${from}) t`
  const pairs = columns.map((name) => `'${name}', "${name}"`).join(', ')
  return `SELECT json_group_array(json_object(${pairs})) AS "json" FROM (${from})`
}

export function readJsonRows(answer: readonly SqlRow[]): SqlRow[] {
  return JSON.parse(String(answer[0]?.json ?? '[]'))
}

/** A time as it comes in JSON: milliseconds from SQLite, UTC without its mark from Postgres. */
export function jsonTime(value: unknown): Date | null {
  if (value === null || value === undefined) return null
  return new Date(typeof value === 'number' ? value : `${String(value)}Z`)
}
