import { parseAsBoolean } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { EXCEPTION_SORTS } from '@/lib/lab/vocabulary'

/** Places where a phone is still needed, for the page, the table and the export. */
export const exceptionList = defineList({
  path: '/lab/exceptions',
  sorts: EXCEPTION_SORTS,
  initial: { sort: 'name', dir: 'asc' },
  filters: { q: parseAsSearch, archived: parseAsBoolean },
})

export type ExceptionListState = ReturnType<typeof exceptionList.parse>
