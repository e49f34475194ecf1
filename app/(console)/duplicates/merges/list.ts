import { parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { MERGE_SHOWS, MERGE_SORTS } from '@/lib/merges/vocabulary'

/** The list of merges, for the page, the table and the export. */
export const mergeList = defineList({
  path: '/duplicates/merges',
  sorts: MERGE_SORTS,
  initial: { sort: 'merged', dir: 'desc' },
  pageSize: 50,
  filters: { q: parseAsSearch, show: parseAsStringLiteral(MERGE_SHOWS) },
})

export type MergeListState = ReturnType<typeof mergeList.parse>

export function exportHref(state: MergeListState): string {
  const query = mergeList.href(state, { page: 1, open: null }).split('?')[1]
  return query ? `${mergeList.path}/export?${query}` : `${mergeList.path}/export`
}
