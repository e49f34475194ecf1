import { inList, type Sql, type SqlRow, type SqlValue, tuples } from '@/lib/server/sql'

/**
 * Many rows at once: on SQLite one prepared statement for each row, on Postgres, where each statement is a round trip,
 * multi-row statements. A batch writes each table with a handful of them, whatever it holds; the number of rows per
 * statement takes few values, so that prepared statements are found again.
 */
const STEPS = [128, 32, 8, 2, 1] as const

/** Cuts a list into pieces of 128, 32, 8, 2 and 1. */
function* pieces<T>(rows: readonly T[]): Generator<T[]> {
  let from = 0
  for (const step of STEPS) {
    while (rows.length - from >= step) {
      yield rows.slice(from, from + step)
      from += step
    }
  }
}

export type Rows = { table: string; columns: readonly string[]; rows: readonly SqlValue[][] }

function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(',')
}

/** `INSERT` of any number of rows; `onConflict` is what follows the values. */
export async function insertRows(sql: Sql, { table, columns, rows }: Rows, onConflict = ''): Promise<void> {
  if (rows.length === 0) return
  if (sql.dialect === 'sqlite') {
    const text = `INSERT INTO "${table}" (${quoted(columns)}) VALUES ${tuples(1, columns.length)} ${onConflict}`
    await sql.runEach(text, rows)
    return
  }
  for (const piece of pieces(rows)) {
    const text = `INSERT INTO "${table}" (${quoted(columns)}) VALUES ${tuples(piece.length, columns.length)} ${onConflict}`
    await sql.run(text, piece.flat())
  }
}

/** How a column is written from the value `v."name"`. Postgres types the values of a list as text, so others are cast. */
export type Assign = { column: string; type: 'text' | 'timestamp' | 'boolean' | 'integer' | 'json'; set?: string }

function typedValue(sql: Sql, { column, type }: Assign): string {
  if (type === 'text') return `v."${column}"`
  if (type === 'json') return sql.dialect === 'sqlite' ? `v."${column}"` : `v."${column}"::jsonb`
  return `CAST(v."${column}" AS ${type})`
}

export type Changes = { table: string; assigns: readonly Assign[]; rows: readonly SqlValue[][] }

async function updateEach(sql: Sql, { table, assigns, rows }: Changes): Promise<void> {
  const sets = assigns.map(({ column, set = '$' }) => `"${column}" = ${set.replaceAll('$', '?')}`).join(', ')
  await sql.runEach(
    `UPDATE "${table}" SET ${sets} WHERE "id" = ?`,
    rows.map(([id = null, ...values]) => [...values, id]),
  )
}

/** `UPDATE` of many rows by id, each with its own values: `id` first in every row, then one value per assignment. */
export async function updateRows(sql: Sql, { table, assigns, rows }: Changes): Promise<void> {
  if (rows.length === 0) return
  if (sql.dialect === 'sqlite') {
    await updateEach(sql, { table, assigns, rows })
    return
  }
  const names = ['id', ...assigns.map((assign) => assign.column)]
  const sets = assigns
    .map((assign) => `"${assign.column}" = ${(assign.set ?? '$').replaceAll('$', typedValue(sql, assign))}`)
    .join(', ')
  for (const piece of pieces(rows)) {
    const text = `WITH v(${quoted(names)}) AS (VALUES ${tuples(piece.length, names.length)})
      UPDATE "${table}" SET ${sets} FROM v WHERE "${table}"."id" = v."id"`
    await sql.run(text, piece.flat())
  }
}

/** Rows whose key is in a list of any length; `text` ends where the list goes. Nothing is asked for an empty list. */
export async function selectIn<T extends SqlRow>(
  sql: Sql,
  text: string,
  { params = [], list }: { params?: SqlValue[]; list: Iterable<string> },
): Promise<T[]> {
  const values = [...list]
  if (values.length === 0) return []
  return sql.all<T>(`${text} IN ${inList(sql)}`, [...params, JSON.stringify(values)])
}
