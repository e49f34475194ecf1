import { CSV_COLUMNS, type CsvColumnName, type MatchedColumns } from './import-columns'
import type { ImportFile } from './import-file'
import type { Counted, ImportPlan } from './plan-import'

export type ImportError = { row: number; column: CsvColumnName | null; code: string; message: string }

export type PreviewRow = { row: number; result: 'created' | 'updated'; name: string; changes: string[] }

/** What an import did, or would do. `created + updated + skipped + failed = total`, the rows of the file. */
export type ImportOutcome = {
  /** Null for a dry run. */
  batchId: string | null
  total: number
  created: number
  updated: number
  skipped: number
  failed: number
  errors: ImportError[]
  header: string[]
  /** The sheet of a workbook that was read, and all there are; none for CSV. */
  sheet: string | null
  sheets: string[]
  /** Field to heading. */
  columns: Partial<Record<CsvColumnName, string>>
  unknownColumns: string[]
  skippedBecause: ImportPlan['skipped']
  unknownKinds: Counted[]
  unknownRisks: Counted[]
  unknownWaves: string[]
  createdWaves: string[]
  dateReadings: ImportPlan['dateReadings']
  risksFromKind: number
  /** The first rows that would change, in file order. */
  preview: PreviewRow[]
}

type About = { file: Pick<ImportFile, 'header' | 'sheet' | 'sheets'>; columns: MatchedColumns }

const PREVIEW_ROWS = 20

function previewOf(plan: ImportPlan): PreviewRow[] {
  const created = plan.creates.slice(0, PREVIEW_ROWS).map(({ row, columns }): PreviewRow => {
    return { row, result: 'created', name: columns.name, changes: [] }
  })
  const updated = plan.updates.slice(0, PREVIEW_ROWS).map(({ row, stored, changes }): PreviewRow => {
    return { row, result: 'updated', name: stored.columns.name, changes: Object.keys(changes) }
  })
  return [...created, ...updated].sort((a, b) => a.row - b.row).slice(0, PREVIEW_ROWS)
}

function headingsOf({ file: { header }, columns }: About): Partial<Record<CsvColumnName, string>> {
  const found = CSV_COLUMNS.flatMap((column) => {
    const index = columns.mapping[column]
    const heading = index === undefined ? undefined : header[index]
    return heading === undefined ? [] : [[column, heading] as const]
  })
  return Object.fromEntries(found)
}

const NOTHING: About = { file: { header: [], sheet: null, sheets: [] }, columns: { mapping: {}, unknown: [] } }

/** Counts a plan. Pure. */
export function outcomeOf(plan: ImportPlan, about: About = NOTHING, batchId: string | null = null): ImportOutcome {
  const { skipped, failures, unknownKinds, unknownRisks, unknownWaves, dateReadings, risksFromKind } = plan
  return {
    batchId,
    total: plan.total,
    created: plan.creates.length,
    updated: plan.updates.length,
    skipped: skipped.equal + skipped.repeated + skipped.empty,
    failed: failures.length,
    errors: failures.map(({ row, column, code, message }) => ({ row, column, code, message })),
    header: [...about.file.header],
    sheet: about.file.sheet,
    sheets: [...about.file.sheets],
    columns: headingsOf(about),
    unknownColumns: about.columns.unknown,
    skippedBecause: skipped,
    createdWaves: plan.newWaves.map((wave) => wave.name),
    ...{ unknownKinds, unknownRisks, unknownWaves, dateReadings, risksFromKind },
    preview: previewOf(plan),
  }
}
