import { parseAsBoolean } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { PLAN_SORTS } from '@/lib/lab/vocabulary'

/** Test plans, for the page, the table and the export. */
export const planList = defineList({
  path: '/lab/plans',
  sorts: PLAN_SORTS,
  initial: { sort: 'name', dir: 'asc' },
  filters: { q: parseAsSearch, archived: parseAsBoolean },
})

export type PlanListState = ReturnType<typeof planList.parse>
