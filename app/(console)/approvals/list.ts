import { parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { REQUEST_SORTS, REQUEST_STATES, SUBJECT_KINDS, WHOSE } from '@/lib/approvals/vocabulary'

/** The list of requests for a sign-off, for the page, the table and the export. */
export const approvalList = defineList({
  path: '/approvals',
  sorts: REQUEST_SORTS,
  initial: { sort: 'asked', dir: 'desc' },
  filters: {
    q: parseAsSearch,
    state: parseAsStringLiteral(REQUEST_STATES),
    kind: parseAsStringLiteral(SUBJECT_KINDS),
    whose: parseAsStringLiteral(WHOSE),
  },
})

export type ApprovalListState = ReturnType<typeof approvalList.parse>

/** What the list shows now, after the question mark. */
export function queryOf(state: ApprovalListState): string {
  return approvalList.href(state, { page: 1, open: null }).split('?')[1] ?? ''
}

export function exportHref(state: ApprovalListState): string {
  const query = queryOf(state)
  return query ? `${approvalList.path}/export?${query}` : `${approvalList.path}/export`
}
