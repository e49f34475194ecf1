import { parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import type { EntryPointFilters } from '@/lib/entry-points/filters'
import { KINDS, MOVE_STATES, RISKS, TEST_RESULTS } from '@/lib/entry-points/kinds'
import { ENTRY_POINT_SORTS, LACKS } from '@/lib/entry-points/list-words'

const WAVE = /^(?:\d{1,4}|next|none)$/

/** The sheet, for the page, the export and bulk changes of everything a filter shows. */
export const entryPointList = defineList({
  path: '/entry-points',
  sorts: ENTRY_POINT_SORTS,
  initial: { sort: 'updateDate', dir: 'asc' },
  filters: {
    q: parseAsSearch,
    kind: parseAsArrayOf(parseAsStringLiteral(KINDS)),
    risk: parseAsArrayOf(parseAsStringLiteral(RISKS)),
    wave: parseAsArrayOf(parseAsString),
    owner: parseAsString,
    result: parseAsArrayOf(parseAsStringLiteral(TEST_RESULTS)),
    move: parseAsArrayOf(parseAsStringLiteral(MOVE_STATES)),
    lacks: parseAsStringLiteral(LACKS),
    archived: parseAsBoolean,
    /** Columns a shared view shows to everybody, in their order. */
    cols: parseAsArrayOf(parseAsString),
  },
})

export type EntryPointListState = ReturnType<typeof entryPointList.parse>

/** The filters of an address as the room's queries take them; a wave that cannot be one is left out. */
export function filtersOf({ filters }: { filters: EntryPointListState['filters'] }): EntryPointFilters {
  const wave = filters.wave?.filter((one) => WAVE.test(one))
  return { ...filters, wave: wave?.length ? wave : null, owner: filters.owner?.slice(0, 120) }
}

/** The address of what is shown, without the page and the open row, after the question mark. */
export function queryOf(state: EntryPointListState): string {
  return entryPointList.href(state, { page: 1, open: null }).split('?')[1] ?? ''
}
