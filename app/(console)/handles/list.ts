import { parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { HANDLE_SORTS, LIST_STATES } from '@/lib/handles/vocabulary'

/** The numbers with their handle decisions, for the page, the table and the export. */
export const handleList = defineList({
  path: '/handles',
  sorts: HANDLE_SORTS,
  initial: { sort: 'number', dir: 'asc' },
  filters: { q: parseAsSearch, state: parseAsStringLiteral(LIST_STATES) },
})

export type HandleListState = ReturnType<typeof handleList.parse>

/** What the list shows now, after the question mark. */
export function queryOf(state: HandleListState): string {
  return handleList.href(state, { page: 1, open: null }).split('?')[1] ?? ''
}

export function exportHref(state: HandleListState): string {
  const query = queryOf(state)
  return query ? `${handleList.path}/export?${query}` : `${handleList.path}/export`
}
