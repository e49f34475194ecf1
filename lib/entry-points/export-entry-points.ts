import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type XlsxCell, type XlsxColumn, xlsxStream } from '@/lib/server/xlsx-write'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { EntryPointFilters } from './filters'
import { CSV_COLUMNS, type CsvColumnName } from './import-columns'
import { countRows, findIdsAfter, findRecords } from './list-store'
import { contextOf } from './queries'
import { ownerText, type References, waveText } from './references'
import type { EntryPointView } from './schema'
import { loadMembers, namesOf, toView } from './store'

type Cell = string | number | null

/** The cells of the file under the header of the import, so that what is exported imports again unchanged. */
function exportCells(references: References): [CsvColumnName, (row: EntryPointView) => Cell][] {
  const cells: Record<CsvColumnName, (row: EntryPointView) => Cell> = {
    name: (row) => row.name,
    kind: (row) => row.kind,
    location: (row) => row.location,
    current_destination: (row) => row.currentDestination,
    new_destination: (row) => row.newDestination,
    risk: (row) => row.risk,
    owner: (row) => (row.owner ? ownerText(row.owner, references.members) : null),
    update_date: (row) => row.updateDate,
    wave: (row) => (row.wave ? waveText(row.wave, references.waves) : null),
    rollback_path: (row) => row.rollbackPath,
    notes: (row) => row.notes,
    audience: (row) => row.audience,
    rollback_state: (row) => (row.rollbackState === 'open' ? null : row.rollbackState),
    lead_days: (row) => row.leadDays,
  }
  return CSV_COLUMNS.map((column) => [column, cells[column]])
}

function csvColumns(references: References): CsvColumn<EntryPointView>[] {
  return exportCells(references).map(([header, value]) => ({ header, value }))
}

const WIDTHS: Partial<Record<CsvColumnName, number>> = { name: 34, notes: 50, rollback_path: 40, location: 34 }

/** A day is a day in a workbook, so that it can be sorted and filtered as one. */
function xlsxColumns(references: References): XlsxColumn<EntryPointView>[] {
  return exportCells(references).map(([header, value]) => ({
    header,
    width: WIDTHS[header] ?? (header.endsWith('destination') ? 36 : 16),
    value: (row): XlsxCell => {
      const cell = value(row)
      return header === 'update_date' && typeof cell === 'string' ? { day: cell } : cell
    },
  }))
}

type ExportFormat = 'csv' | 'xlsx'

const PAGE = 1_000

/** The rows a filter shows as a file, oldest first, read page by page. Recorded in the audit log with its count. */
export async function exportEntryPoints(
  actor: Actor,
  filters: EntryPointFilters,
  format: ExportFormat = 'csv',
): Promise<Result<ReadableStream<Uint8Array>, 'not-allowed'>> {
  if (!can(actor, 'entry-points:read')) return fail('not-allowed')
  const { workspaceId } = actor
  const [members, context] = await Promise.all([loadMembers(workspaceId), contextOf(actor)])
  const { waves } = context
  const count = await countRows({ filters, context })
  await transact(actor, async (_tx, record) => {
    record({
      action: 'entry-points.exported',
      subject: { kind: 'entry-points', id: null },
      more: { count, filters, format },
    })
    return ok(undefined)
  })
  const names = namesOf(members)
  async function* pages() {
    let after = ''
    while (true) {
      const ids = await findIdsAfter({ filters, context }, after, PAGE)
      const records = await findRecords(workspaceId, ids, waves)
      if (records.length > 0) yield records.map((record) => toView(record, names))
      const last = ids.at(-1)
      if (!last || ids.length < PAGE) return
      after = last
    }
  }
  const references = { members, waves }
  if (format === 'xlsx') return ok(xlsxStream('Entry points', xlsxColumns(references), pages()))
  return ok(csvStream(csvColumns(references), pages()))
}
