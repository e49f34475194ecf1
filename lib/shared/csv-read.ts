import Papa from 'papaparse'
import { unescapeFormula } from './csv'
import { type CsvEncoding, decodeText } from './csv-decode'
import { fail, ok, type Result } from './result'
import { cutText } from './text'

/** Why a whole file cannot be read. What is wrong with one row is on its record. */
export type CsvProblem =
  | 'csv-too-large'
  | 'csv-not-text'
  | 'csv-empty'
  | 'csv-too-many-columns'
  | 'csv-too-many-rows'
  | 'csv-unclosed-quote'

export type CsvLimits = { bytes: number; columns: number; rows: number; cell: number }

export const CSV_LIMITS: CsvLimits = { bytes: 64 * 1024 * 1024, columns: 200, rows: 500_000, cell: 100_000 }

export type RecordProblem = 'row-too-many-cells' | 'row-cell-too-long' | 'row-bad-quotes'

/** One row below the heading. `row` is 1 for the first and counts blank lines too, as a spreadsheet would show them. */
export type CsvRecord = {
  row: number
  /** As many cells as the file has columns. */
  cells: string[]
  problem?: RecordProblem
  /** Number of the column a problem is in, from 0. */
  problemColumn?: number
}

/** An opened file: its heading has been read, its rows are read as they are asked for. */
export type CsvFile = {
  header: string[]
  encoding: CsvEncoding
  delimiter: string
  /** Every row that is not blank. Can be asked for again. Throws `CsvError` for a file that cannot be split further. */
  records(): Iterable<CsvRecord>
}

/** A problem met half-way: too many rows, or a quotation mark that is never closed. */
export class CsvError extends Error {
  override name = 'CsvError'
  constructor(
    readonly code: CsvProblem,
    readonly row: number,
  ) {
    super(`${code} at row ${row}`)
  }
}

const DELIMITERS = [',', ';', '\t', '|'] as const
const BLOCK = 256 * 1024
const HEADING_LENGTH = 120

type Newline = '\n' | '\r' | '\r\n'

/** Excel's own first line for "this file is separated by …". */
const SEPARATOR_LINE = /^sep=(.)\r?\n?/i

/** The separator that occurs most often in the first line, outside quotation marks; a comma when none does. */
function delimiterOf(text: string): string {
  const line = text.slice(0, 64 * 1024).replace(/"[^"]*(?:"|$)/g, '')
  const first = line.slice(0, line.search(/[\r\n]|$/))
  let best: string = ','
  for (const candidate of DELIMITERS) {
    if (first.split(candidate).length > first.split(best).length) best = candidate
  }
  return best
}

/**
 * Papa Parse splits at one kind of line end only. A file that mixes them (two exports put together, a row added by
 * hand) gets plain line feeds between its rows; the line ends inside quoted cells stay as they are.
 */
function evenLineEnds(text: string, delimiter: string): { text: string; newline: Newline } {
  if (!text.includes('\r')) return { text, newline: '\n' }
  const loneReturn = /\r(?!\n)/.test(text)
  const loneFeed = /(?<!\r)\n/.test(text)
  if (!loneReturn && !loneFeed) return { text, newline: '\r\n' }
  if (loneReturn && !text.includes('\n')) return { text, newline: '\r' }
  const part = new RegExp(
    `(?<=^|[${delimiter === '|' ? '\\|' : delimiter}\\r\\n])"[^"]*(?:""[^"]*)*(?:"|$)|\\r\\n?`,
    'g',
  )
  return { text: text.replace(part, (found) => (found.startsWith('"') ? found : '\n')), newline: '\n' }
}

type Split = { cells: string[]; badQuotes: boolean }

/** Splits block by block, so that a big file is never held as cells all at once. */
function* split(text: string, delimiter: string, newline: Newline): Generator<Split> {
  const parser = new Papa.Parser({ delimiter, newline, fastMode: false })
  let start = 0
  let size = BLOCK
  let row = 0
  while (start < text.length) {
    const last = start + size >= text.length
    const read = parser.parse(text.slice(start, start + size), 0, !last) as Papa.ParseResult<string[]>
    const bad = new Set<number>()
    for (const error of read.errors) {
      if (error.code === 'MissingQuotes') throw new CsvError('csv-unclosed-quote', row + (error.row ?? 0))
      if (error.row !== undefined) bad.add(error.row)
    }
    for (const [i, cells] of read.data.entries()) yield { cells, badQuotes: bad.has(i) }
    row += read.data.length
    if (last) return
    // A cell longer than the block: read a bigger one from the same place.
    size = read.meta.cursor === 0 ? size * 2 : BLOCK
    start += read.meta.cursor
  }
}

function isBlank(cells: string[]): boolean {
  return cells.length === 1 && (cells[0] ?? '').trim() === ''
}

/** Cells beyond the heading: harmless when empty, otherwise a comma that should have been quoted. */
function toRecord(row: number, read: Split, limits: { columns: number; cell: number }): CsvRecord {
  const { columns, cell } = limits
  const extra = read.cells.slice(columns).some((text) => text.trim() !== '')
  const cells = Array.from({ length: columns }, (_, i) => unescapeFormula(read.cells[i] ?? ''))
  if (read.badQuotes) return { row, cells, problem: 'row-bad-quotes' }
  if (extra) return { row, cells, problem: 'row-too-many-cells' }
  const long = cells.findIndex((text) => text.length > cell)
  return long < 0 ? { row, cells } : { row, cells, problem: 'row-cell-too-long', problemColumn: long }
}

function* readRecords(rows: Generator<Split>, columns: number, limits: CsvLimits): Generator<CsvRecord> {
  let row = 0
  rows.next()
  for (const read of rows) {
    row += 1
    if (isBlank(read.cells)) continue
    if (row > limits.rows) throw new CsvError('csv-too-many-rows', row)
    yield toRecord(row, read, { columns, cell: limits.cell })
  }
}

/** Headings as people can choose between them: trimmed, named when empty, numbered when they repeat. */
export function tidyHeader(cells: readonly string[]): string[] {
  const used = new Set<string>()
  return cells.map((cell, i) => {
    const words = cutText(unescapeFormula(cell), HEADING_LENGTH).trim().replace(/\s+/g, ' ')
    const name = words || `Column ${i + 1}`
    let unique = name
    for (let n = 2; used.has(unique.toLowerCase()); n += 1) unique = `${name} (${n})`
    used.add(unique.toLowerCase())
    return unique
  })
}

function withoutTrailingEmpty(cells: string[]): string[] {
  let end = cells.length
  while (end > 1 && (cells[end - 1] ?? '').trim() === '') end -= 1
  return cells.slice(0, end)
}

/**
 * Opens a CSV file as spreadsheets and CRMs write it: with or without a BOM, UTF-8, UTF-16 or Windows-1252, separated
 * by comma, semicolon, tab or bar, with any or mixed line ends. The first line is the heading. Cells lose the
 * apostrophe that `escapeFormula` put in front of them.
 */
export function openCsv(bytes: Uint8Array, given: Partial<CsvLimits> = {}): Result<CsvFile, CsvProblem> {
  const limits = { ...CSV_LIMITS, ...given }
  if (bytes.byteLength > limits.bytes) return fail('csv-too-large', { bytes: bytes.byteLength, limit: limits.bytes })
  const decoded = decodeText(bytes)
  if (!decoded.ok) return fail('csv-not-text')
  const marked = SEPARATOR_LINE.exec(decoded.value.text)
  const body = decoded.value.text.slice(marked?.[0].length ?? 0).replace(/^[\r\n\uFEFF]+/, '')
  const delimiter = marked?.[1] ?? delimiterOf(body)
  const { text, newline } = evenLineEnds(body, delimiter)
  try {
    const first = split(text, delimiter, newline).next()
    if (first.done || isBlank(first.value.cells)) return fail('csv-empty')
    const header = withoutTrailingEmpty(first.value.cells)
    if (header.length > limits.columns) {
      return fail('csv-too-many-columns', { columns: header.length, limit: limits.columns })
    }
    const records = () => readRecords(split(text, delimiter, newline), header.length, limits)
    return ok({ header: tidyHeader(header), encoding: decoded.value.encoding, delimiter, records })
  } catch (error) {
    if (error instanceof CsvError) return fail(error.code, { row: error.row })
    throw error
  }
}

/** A whole file at once, for lists of a few thousand rows. */
export function readCsv(
  bytes: Uint8Array,
  given: Partial<CsvLimits> = {},
): Result<Omit<CsvFile, 'records'> & { records: CsvRecord[] }, CsvProblem> {
  const opened = openCsv(bytes, given)
  if (!opened.ok) return opened
  const { header, encoding, delimiter } = opened.value
  try {
    return ok({ header, encoding, delimiter, records: [...opened.value.records()] })
  } catch (error) {
    if (error instanceof CsvError) return fail(error.code, { row: error.row, limit: given.rows ?? CSV_LIMITS.rows })
    throw error
  }
}
