import { parseAsBoolean, parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { REASONS } from '@/lib/duplicates/pair-rules'
import { PAIR_SORTS } from '@/lib/duplicates/pair-vocabulary'

/** Pairs of contacts that may be one person, for the page, the table and the export. */
export const pairList = defineList({
  path: '/duplicates',
  sorts: PAIR_SORTS,
  initial: { sort: 'score', dir: 'desc' },
  lastPage: 200,
  filters: {
    q: parseAsSearch,
    state: parseAsStringLiteral(['apart', 'dismissed', 'merged'] as const),
    reason: parseAsStringLiteral(REASONS),
    mine: parseAsBoolean,
  },
})

export type PairListState = ReturnType<typeof pairList.parse>

/** What the list shows now, after the question mark. */
export function queryOf(state: PairListState): string {
  return pairList.href(state, { page: 1, open: null }).split('?')[1] ?? ''
}

export function exportHref(state: PairListState): string {
  const query = queryOf(state)
  return query ? `/duplicates/export?${query}` : '/duplicates/export'
}

/** A pair on its page, which knows the list it came from. */
export function pairHref(state: PairListState, id: string): string {
  const query = queryOf(state)
  return query ? `/duplicates/${id}?${query}` : `/duplicates/${id}`
}
