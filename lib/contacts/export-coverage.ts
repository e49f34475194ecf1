import type { Actor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { ok, type Result } from '@/lib/shared/result'
import { type CoveragePlace, readCoverage } from './coverage'

const COLUMNS: CsvColumn<CoveragePlace>[] = [
  { header: 'place', value: ({ label }) => label },
  { header: 'portfolio', value: ({ portfolio }) => portfolio },
  { header: 'mapped', value: ({ mapped }) => mapped },
  { header: 'exposed', value: ({ exposed }) => exposed },
  { header: 'new', value: (place) => place.new },
  { header: 'mapped_with_phone', value: ({ mappedWithPhone }) => mappedWithPhone },
]

async function* once(rows: CoveragePlace[]): AsyncGenerator<CoveragePlace[]> {
  yield rows
}

/** Coverage of everybody, of each portfolio and of each number as CSV; counts, no person. */
export async function exportCoverage(actor: Actor): Promise<Result<ReadableStream<Uint8Array>, 'not-allowed'>> {
  const found = await readCoverage(actor)
  if (!found.ok) return found
  const { totals, portfolios, numbers } = found.value
  const rows = [{ id: 'all', label: 'everybody', portfolio: null, ...totals }, ...portfolios, ...numbers]
  return transact<ReadableStream<Uint8Array>, 'not-allowed'>(actor, async (_tx, record) => {
    record({ action: 'coverage.exported', subject: { kind: 'workspace', id: actor.workspaceId } })
    return ok(csvStream(COLUMNS, once(rows)))
  })
}
