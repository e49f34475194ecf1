import { isZip, openXlsx, type XlsxProblem } from '@/lib/server/xlsx-read'
import { type CsvProblem, type CsvRecord, openCsv } from '@/lib/shared/csv-read'
import { ok, type Result } from '@/lib/shared/result'

export type FileProblem = CsvProblem | XlsxProblem

/** A table with a heading, from a CSV file or from a sheet of a workbook. */
export type ImportFile = {
  header: readonly string[]
  /** Every row that is not blank. Can be asked for again. */
  records: () => Iterable<CsvRecord>
  /** The sheet that was read, and all there are; none for CSV. */
  sheet: string | null
  sheets: readonly string[]
}

/** Opens what was uploaded: told by its bytes, not by its name. `sheet` chooses among those of a workbook. */
export async function openImportFile(
  bytes: Uint8Array,
  sheet: string | undefined,
): Promise<Result<ImportFile, FileProblem>> {
  if (!isZip(bytes)) {
    const csv = openCsv(bytes)
    return csv.ok ? ok({ header: csv.value.header, records: csv.value.records, sheet: null, sheets: [] }) : csv
  }
  const book = await openXlsx(bytes, { sheet })
  if (!book.ok) return book
  const { header, records } = book.value
  return ok({ header, records: () => records, sheet: book.value.sheet, sheets: book.value.sheets })
}
