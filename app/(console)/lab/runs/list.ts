import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { defineList } from '@/components/table/list-descriptor'
import { RUN_SORTS, RUN_STATES } from '@/lib/lab/vocabulary'

/** Test runs, for the page, the table and the export. */
export const runList = defineList({
  path: '/lab/runs',
  sorts: RUN_SORTS,
  initial: { sort: 'startedAt', dir: 'desc' },
  filters: { state: parseAsStringLiteral(RUN_STATES), planId: parseAsString },
})

export type RunListState = ReturnType<typeof runList.parse>
