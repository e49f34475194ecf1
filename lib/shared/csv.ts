/**
 * Writing CSV that spreadsheets open as they should and that Handrail reads back unchanged: UTF-8 with a BOM (Excel
 * takes anything else for the machine's old code page), CRLF, and no cell that a spreadsheet would run as a formula.
 */
export type CsvCell = string | number | boolean | Date | null | undefined

/** One column of a file: its heading and how to read it from a row. */
export type CsvColumn<Row> = { header: string; value: (row: Row) => CsvCell }

const BOM = '\uFEFF'
const CRLF = '\r\n'

/**
 * What a spreadsheet may read as the start of a formula: `=`, `+`, `-`, `@`, their full-width forms, and the tab, return
 * and line feed after which some look again (owasp.org/www-community/attacks/CSV_Injection). Apostrophes in front count
 * too, so that taking one away always gives back what was there before.
 */
const FORMULA = /^'*(?:[\t\r\n]|[ \u00a0]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/
const ESCAPED = /^'+(?:[\t\r\n]|[ \u00a0]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/

/** Every separator some reader may choose is quoted, or that reader would split the cell and run its second half. */
const NEEDS_QUOTES = /[",;|\t\r\n']|^\s|\s$/

/** A text as a cell that is never a formula: an apostrophe in front of what could be one. */
export function escapeFormula(value: string): string {
  return FORMULA.test(value) ? `'${value}` : value
}

/** The reverse of `escapeFormula`, for every text: reading gives what was written. */
export function unescapeFormula(value: string): string {
  return ESCAPED.test(value) ? value.slice(1) : value
}

function cellText(value: CsvCell): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  // A number cannot be a formula, and an apostrophe would make a text of it.
  if (typeof value !== 'string') return String(value)
  const safe = escapeFormula(value)
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The first line of a file, with the BOM in front of it. */
export function csvHead<Row>(columns: readonly CsvColumn<Row>[]): string {
  return `${BOM}${columns.map((column) => cellText(column.header)).join(',')}${CRLF}`
}

/** The lines of some rows, without a heading: one part of a file that is written as it is read. */
export function csvLines<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): string {
  let text = ''
  for (const row of rows) text += columns.map((column) => cellText(column.value(row))).join(',') + CRLF
  return text
}

/** A whole file as text, for lists that fit in memory. */
export function toCsv<Row>(columns: readonly CsvColumn<Row>[], rows: Iterable<Row>): string {
  return csvHead(columns) + csvLines(columns, rows)
}

/** A whole file as a stream of bytes: one page of rows is asked for each time the reader is ready for more. */
export function csvStream<Row>(
  columns: readonly CsvColumn<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const source = pages[Symbol.asyncIterator]()
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(csvHead(columns)))
    },
    async pull(controller) {
      const next = await source.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(csvLines(columns, next.value)))
    },
    async cancel() {
      await source.return?.()
    },
  })
}

/** Headers of a CSV download. The name is cut to what every file system takes; UTF-8 by RFC 6266. */
export function csvHeaders(fileName: string): Record<string, string> {
  const plain = fileName.replace(/[^\w.-]+/g, '-')
  return {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
}
