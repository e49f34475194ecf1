import { parseAsBoolean } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { TARGET_SORTS } from '@/lib/lab/vocabulary'

/** Handlers that payloads are fired at, for the page, the table and the export. */
export const targetList = defineList({
  path: '/lab/targets',
  sorts: TARGET_SORTS,
  initial: { sort: 'name', dir: 'asc' },
  filters: { q: parseAsSearch, archived: parseAsBoolean },
})

export type TargetListState = ReturnType<typeof targetList.parse>
