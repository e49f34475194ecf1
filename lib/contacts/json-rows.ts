import type { Sql, SqlValue } from '@/lib/server/sql'
import { storableText } from '@/lib/shared/text'

/**
 * Rows of a statement as one JSON parameter. The text of the statement stays the same however many rows there are, so
 * it is prepared once and no cache grows, and nothing has to bind thousands of values.
 */
export type ColumnType = 'text' | 'integer' | 'boolean' | 'moment' | 'json'
export type Columns = Readonly<Record<string, ColumnType>>
type Cell = SqlValue | object | undefined

const PG_TYPE: Record<Exclude<ColumnType, 'json'>, string> = {
  text: 'text',
  integer: 'integer',
  boolean: 'boolean',
  moment: 'timestamp',
}

function expression(dialect: Sql['dialect'], type: ColumnType, index: number): string {
  if (dialect === 'sqlite') {
    return type === 'json' ? `NULLIF(value->'$[${index}]', 'null')` : `value->>'$[${index}]'`
  }
  return type === 'json' ? `NULLIF(value->${index}, 'null'::jsonb)` : `(value->>${index})::${PG_TYPE[type]}`
}

export function quotedNames(columns: Columns): string {
  return Object.keys(columns)
    .map((name) => `"${name}"`)
    .join(',')
}

/** `SELECT … FROM <the parameter>`, one column for each name; the `WHERE` keeps a following ON CONFLICT readable to SQLite. */
export function selectRows(sql: Pick<Sql, 'dialect'>, columns: Columns): string {
  const list = Object.values(columns).map((type, i) => expression(sql.dialect, type, i))
  const source = sql.dialect === 'sqlite' ? 'json_each(?)' : 'jsonb_array_elements(?::jsonb)'
  return `SELECT ${list.join(', ')} FROM ${source} WHERE TRUE`
}

function cell(sql: Pick<Sql, 'dialect'>, value: Cell): unknown {
  if (value instanceof Date) return sql.dialect === 'sqlite' ? value.getTime() : value.toISOString()
  return value ?? null
}

/**
 * The parameter for `selectRows`: cells in the order of the columns. Texts, also those inside JSON columns, are made
 * storable, because Postgres refuses NUL and lone surrogates in them.
 */
export function rowsParameter(sql: Pick<Sql, 'dialect'>, rows: readonly (readonly Cell[])[]): string {
  const cells = rows.map((row) => row.map((value) => cell(sql, value)))
  return JSON.stringify(cells, (_key, value: unknown) => (typeof value === 'string' ? storableText(value) : value))
}

/**
 * Names the workspace in a statement that finds its rows by id. Without statistics SQLite would rather walk an index of
 * the whole workspace than look up hundreds of ids; the unary plus keeps the condition and takes it out of that choice
 * (sqlite.org/optoverview.html, section 3).
 */
export function inWorkspace(sql: Pick<Sql, 'dialect'>, column = '"workspaceId"'): string {
  return sql.dialect === 'sqlite' ? `+${column} = ?` : `${column} = ?`
}
