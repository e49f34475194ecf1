import { parseAsString } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'

/** The numbers of the workspace, for the page and the export. */
export const numberList = defineList({
  path: '/settings/numbers',
  sorts: ['label', 'displayDigits', 'portfolio', 'connection'],
  initial: { sort: 'portfolio', dir: 'asc' },
  filters: { q: parseAsSearch, portfolio: parseAsString, connection: parseAsString },
})

export type NumberListState = ReturnType<typeof numberList.parse>
