import { parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { SYSTEM_LACKS, SYSTEM_SORTS, SYSTEM_STATES } from '@/lib/inputs/vocabulary'

/** The register of systems, for the page, the table and the export. */
export const systemList = defineList({
  path: '/inputs/systems',
  sorts: SYSTEM_SORTS,
  initial: { sort: 'name', dir: 'asc' },
  filters: {
    q: parseAsSearch,
    state: parseAsStringLiteral(SYSTEM_STATES),
    lacks: parseAsStringLiteral(SYSTEM_LACKS),
  },
})

export type SystemListState = ReturnType<typeof systemList.parse>

/** What the list shows now, after the question mark. */
export function queryOf(state: SystemListState): string {
  return systemList.href(state, { page: 1, open: null }).split('?')[1] ?? ''
}

export function exportHref(state: SystemListState): string {
  const query = queryOf(state)
  return query ? `${systemList.path}/export?${query}` : `${systemList.path}/export`
}
