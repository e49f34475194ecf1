import type { CsvFile, CsvRecord } from '@/lib/shared/csv-read'
import type { PartRow } from './apply-part'
import { type ColumnLayout, columnOfProblem, toContactInput } from './mapping-rules'
import type { ProblemCode } from './problems'
import { type ContactReading, type ReadGround, readContact } from './read-contact-rules'
import type { ImportField } from './vocabulary'

export type RowReader = {
  file: Pick<CsvFile, 'header'>
  columns: readonly ImportField[]
  layout: ColumnLayout
  ground: ReadGround
}

function readRecord(record: CsvRecord, { layout, ground }: RowReader): ContactReading {
  if (record.problem) return { ok: false, problem: { code: record.problem satisfies ProblemCode, field: null } }
  return readContact(toContactInput(record.cells, layout), ground)
}

/** A row of the file as a row of an import: read, and able to say which column a problem is in. */
export function toPartRow(record: CsvRecord, reader: RowReader): PartRow {
  const { header } = reader.file
  return {
    row: record.row,
    reading: readRecord(record, reader),
    columnOf: (field) =>
      record.problemColumn === undefined
        ? columnOfProblem(field, { header, columns: reader.columns, cells: record.cells })
        : (header[record.problemColumn] ?? null),
    source: () => record.cells,
  }
}

/** Rows in parts of `size`; the last one says so, because it also ends the import. */
export function* inParts<T>(rows: Iterable<T>, size: number): Generator<{ rows: T[]; last: boolean }> {
  let current: T[] = []
  for (const row of rows) {
    if (current.length === size) {
      yield { rows: current, last: false }
      current = []
    }
    current.push(row)
  }
  if (current.length > 0) yield { rows: current, last: true }
}

/** Lets webhooks and pages have the process between two parts. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
