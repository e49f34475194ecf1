import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { CONFLICT_KINDS, CONFLICT_RULES, CONFLICT_SORTS, PLACED, PROPOSALS } from '@/lib/duplicates/rules'
import type { ConflictFilter } from '@/lib/duplicates/schema'

/** The list of conflicts, for the page, the table and the export. Without a state it shows what is open. */
export const conflictList = defineList({
  path: '/duplicates/conflicts',
  sorts: CONFLICT_SORTS,
  initial: { sort: 'lastSeen', dir: 'desc' },
  pageSize: 50,
  lastPage: 200,
  filters: {
    q: parseAsSearch,
    state: parseAsStringLiteral(['decided', 'withdrawn', 'all'] as const),
    kind: parseAsStringLiteral(CONFLICT_KINDS),
    rule: parseAsStringLiteral(CONFLICT_RULES),
    asks: parseAsStringLiteral(PROPOSALS),
    placed: parseAsStringLiteral(PLACED),
    number: parseAsString,
    portfolio: parseAsString,
    from: parseAsString,
    to: parseAsString,
  },
})

export type ConflictListState = ReturnType<typeof conflictList.parse>

/** The filters of the address as the room asks for them. */
export function filterOf({ asks, number, portfolio, ...filters }: ConflictListState['filters']): ConflictFilter {
  return { ...filters, proposal: asks, numberId: number, portfolioId: portfolio }
}

/** What the list shows now, after the question mark. */
export function queryOf(state: ConflictListState): string {
  return conflictList.href(state, { page: 1, open: null }).split('?')[1] ?? ''
}

export function exportHref(state: ConflictListState, plain: boolean): string {
  const params = new URLSearchParams(queryOf(state))
  if (plain) params.set('plain', '1')
  const path = `${conflictList.path}/export`
  return params.size > 0 ? `${path}?${params}` : path
}
