import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { EntryPointFilters } from './filters'
import type { CsvColumnName } from './import-columns'
import { countRows, findIdsAfter, findRecords } from './list-store'
import { contextOf } from './queries'
import { ownerText, type References, waveText } from './references'
import type { EntryPointView } from './schema'
import { loadMembers, namesOf, toView } from './store'

/** The columns of the file: the header of the import, so that what is exported imports again unchanged. */
function exportColumns(references: References): CsvColumn<EntryPointView>[] {
  const cells: Record<CsvColumnName, (row: EntryPointView) => string | null> = {
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
  }
  return Object.entries(cells).map(([header, value]) => ({ header, value }))
}

const PAGE = 1_000

/** The rows a filter shows as a CSV file, oldest first, read page by page. Recorded in the audit log with its count. */
export async function exportEntryPoints(
  actor: Actor,
  filters: EntryPointFilters,
): Promise<Result<ReadableStream<Uint8Array>, 'not-allowed'>> {
  if (!can(actor, 'entry-points:read')) return fail('not-allowed')
  const { workspaceId } = actor
  const [members, context] = await Promise.all([loadMembers(workspaceId), contextOf(actor)])
  const { waves } = context
  const count = await countRows({ filters, context })
  await transact(actor, async (_tx, record) => {
    record({ action: 'entry-points.exported', subject: { kind: 'entry-points', id: null }, more: { count, filters } })
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
  return ok(csvStream(exportColumns({ members, waves }), pages()))
}
