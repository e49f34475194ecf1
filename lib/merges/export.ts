import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type CsvColumn, csvStream } from '@/lib/shared/csv'
import { fail, ok, type Result } from '@/lib/shared/result'
import { mergeIdsOfPage } from './list-store'
import { type MergeRow, mergeRows } from './queries'
import type { MergeFilter } from './vocabulary'

const PAGE = 500

const COLUMNS: CsvColumn<MergeRow>[] = [
  { header: 'id', value: ({ id }) => id },
  { header: 'state', value: ({ state }) => state },
  { header: 'survivor_id', value: ({ survivor }) => survivor.id },
  { header: 'survivor', value: ({ survivor }) => survivor.label },
  { header: 'merged_id', value: ({ merged }) => merged.id },
  { header: 'merged', value: ({ merged }) => merged.label },
  { header: 'merged_at', value: ({ mergedAt }) => mergedAt },
  { header: 'merged_by', value: ({ mergedBy }) => mergedBy },
  { header: 'undone_at', value: ({ undoneAt }) => undoneAt },
  { header: 'crm_state', value: ({ crm }) => crm?.state },
  { header: 'crm_kept_id', value: ({ crm }) => crm?.kept },
  { header: 'crm_merged_id', value: ({ crm }) => crm?.merged },
]

async function* pagesOf(workspaceId: string, filter: MergeFilter): AsyncGenerator<MergeRow[]> {
  for (let skip = 0; ; skip += PAGE) {
    const ids = await mergeIdsOfPage(workspaceId, filter, { sort: 'merged', dir: 'desc', skip, take: PAGE })
    if (ids.length === 0) return
    yield await mergeRows(workspaceId, ids)
  }
}

/** Every merge a filter matches as CSV, newest first: also the list to carry out in the CRM. Recorded before it leaves. */
export async function exportMerges(
  actor: Actor,
  filter: MergeFilter,
): Promise<Result<ReadableStream<Uint8Array>, 'not-allowed'>> {
  if (!can(actor, 'duplicates:read')) return fail('not-allowed')
  return transact<ReadableStream<Uint8Array>, 'not-allowed'>(actor, async (_tx, record) => {
    const more = { show: filter.show ?? null, searched: Boolean(filter.q) }
    record({ action: 'merges.exported', subject: { kind: 'merge', id: null }, more })
    return ok(csvStream(COLUMNS, pagesOf(actor.workspaceId, filter)))
  })
}
