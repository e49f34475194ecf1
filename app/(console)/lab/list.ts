import { parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { FIX_FILTERS, RECORD_RESULTS, RECORD_SORTS } from '@/lib/lab/vocabulary'

/** Test records, for the page, the table and the export. */
export const recordList = defineList({
  path: '/lab',
  sorts: RECORD_SORTS,
  initial: { sort: 'ranAt', dir: 'desc' },
  filters: {
    q: parseAsSearch,
    result: parseAsStringLiteral(RECORD_RESULTS),
    fix: parseAsStringLiteral(FIX_FILTERS),
    runId: parseAsString,
    mine: parseAsBoolean,
  },
})

export type RecordListState = ReturnType<typeof recordList.parse>

export function recordExportHref(state: RecordListState): string {
  const query = recordList.href(state, { page: 1, open: null }).split('?')[1]
  return query ? `/lab/export?${query}` : '/lab/export'
}
