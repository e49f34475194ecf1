import { parseAsBoolean, parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { CLASS_KEYS, REQUEST_SORTS, REQUEST_STATES, type RequestFilter } from '@/lib/policy/vocabulary'

/** The list of requests for handles, for the page, the table and the export. */
export const requestList = defineList({
  path: '/policy/requests',
  sorts: REQUEST_SORTS,
  initial: { sort: 'createdAt', dir: 'desc' },
  filters: {
    q: parseAsSearch,
    state: parseAsStringLiteral(REQUEST_STATES),
    class: parseAsStringLiteral(CLASS_KEYS),
    mine: parseAsBoolean,
  },
})

export type RequestListState = ReturnType<typeof requestList.parse>

export function filterOf({ class: classKey, ...filters }: RequestListState['filters']): RequestFilter {
  return { ...filters, classKey }
}

/** What the list shows now, after the question mark. */
export function queryOf(state: RequestListState): string {
  return requestList.href(state, { page: 1, open: null }).split('?')[1] ?? ''
}

export function exportHref(state: RequestListState): string {
  const query = queryOf(state)
  return query ? `${requestList.path}/export?${query}` : `${requestList.path}/export`
}
