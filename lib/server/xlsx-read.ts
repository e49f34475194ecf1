import { type CsvRecord, tidyHeader } from '@/lib/shared/csv-read'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type Book, readBook, readDayStyles, readSharedStrings } from './xlsx-book'
import { readRows, type SheetRow } from './xlsx-rows'
import { type Archive, openArchive, UnzipError, type UnzipProblem } from './xlsx-unzip'

export type XlsxProblem =
  | UnzipProblem
  | 'xlsx-too-large'
  | 'xlsx-no-sheet'
  | 'csv-empty'
  | 'csv-too-many-columns'
  | 'csv-too-many-rows'

export type XlsxLimits = {
  /** Of the file itself. */
  bytes: number
  /** Of everything that is read of it, unpacked. */
  unpacked: number
  entries: number
  columns: number
  rows: number
  cell: number
}

export const XLSX_LIMITS: XlsxLimits = {
  bytes: 32 * 1024 * 1024,
  unpacked: 256 * 1024 * 1024,
  entries: 2_000,
  columns: 200,
  rows: 200_000,
  cell: 100_000,
}

/** One sheet of a workbook as a table with a heading; the same records that a CSV file gives. */
export type XlsxFile = {
  header: string[]
  records: CsvRecord[]
  /** The sheet that was read, and all one could have read instead. */
  sheet: string
  sheets: string[]
}

/** A XLSX file is a ZIP archive; CSV never begins like one. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05)
}

/** Leaves the reading of a sheet where a limit is met; never leaves this file. */
class Stop extends Error {
  constructor(
    readonly code: 'csv-too-many-columns' | 'csv-too-many-rows',
    readonly details: Record<string, number>,
  ) {
    super(code)
  }
}

class TableReader {
  header: string[] | null = null
  readonly records: CsvRecord[] = []
  private headingRow = 0

  constructor(private readonly limits: XlsxLimits) {}

  /** The first row that has something in it is the heading. */
  readonly take = ({ row, cells }: SheetRow): void => {
    if (!this.header) {
      const columns = Math.max(...cells.keys()) + 1
      if (columns > this.limits.columns) {
        throw new Stop('csv-too-many-columns', { columns, limit: this.limits.columns })
      }
      this.header = tidyHeader(Array.from({ length: columns }, (_, i) => cells.get(i) ?? ''))
      this.headingRow = row
      return
    }
    if (this.records.length >= this.limits.rows) throw new Stop('csv-too-many-rows', { limit: this.limits.rows })
    this.records.push(this.record(row - this.headingRow, cells, this.header.length))
  }

  private record(row: number, found: ReadonlyMap<number, string>, columns: number): CsvRecord {
    const cells = Array.from({ length: columns }, (_, i) => found.get(i) ?? '')
    const beyond = [...found].some(([column, text]) => column >= columns && text.trim() !== '')
    if (beyond) return { row, cells, problem: 'row-too-many-cells' }
    const long = cells.findIndex((text) => text.length > this.limits.cell)
    return long < 0 ? { row, cells } : { row, cells, problem: 'row-cell-too-long', problemColumn: long }
  }
}

async function readTable(archive: Archive, book: Book, { path, limits }: { path: string; limits: XlsxLimits }) {
  const facts = {
    sharedStrings: await readSharedStrings(archive, book, limits.cell),
    dayStyles: await readDayStyles(archive, book),
    from1904: book.from1904,
    longest: limits.cell,
  }
  const table = new TableReader(limits)
  await readRows(archive, path, { facts, take: table.take })
  return table
}

async function readFile(archive: Archive, wanted: string | undefined, limits: XlsxLimits) {
  const book = await readBook(archive)
  const visible = book.sheets.filter((sheet) => !sheet.hidden)
  const sheet = visible.find((one) => one.name === wanted) ?? visible[0]
  if (!sheet) return fail('xlsx-no-sheet')
  const { header, records } = await readTable(archive, book, { path: sheet.path, limits })
  if (!header) return fail('csv-empty')
  return ok({ header, records, sheet: sheet.name, sheets: visible.map((one) => one.name) })
}

/**
 * Reads one sheet of an Excel workbook: the named one, otherwise the first that is not hidden. Days come as
 * `2026-11-24`, formulas as their last result, everything else as the text a person would type. Nothing in the file is
 * believed about its own size, and reading gives other work its turn between parts.
 */
export async function openXlsx(
  bytes: Uint8Array,
  options: { sheet?: string | undefined; limits?: Partial<XlsxLimits> } = {},
): Promise<Result<XlsxFile, XlsxProblem>> {
  const limits = { ...XLSX_LIMITS, ...options.limits }
  if (bytes.byteLength > limits.bytes) return fail('xlsx-too-large', { limit: limits.bytes })
  const opened = await openArchive(bytes, limits)
  if (!opened.ok) return opened
  try {
    return await readFile(opened.value, options.sheet, limits)
  } catch (error) {
    if (error instanceof Stop) return fail(error.code, error.details)
    if (error instanceof UnzipError) return fail(error.code)
    throw error
  } finally {
    opened.value.close()
  }
}
