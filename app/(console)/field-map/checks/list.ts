import { parseAsStringLiteral } from 'nuqs/server'
import { defineList } from '@/components/table/list-descriptor'

export const CHECK_RESULTS = ['passed', 'failed'] as const

/** The checks that were run, for the page, the table and the export. */
export const checkList = defineList({
  path: '/field-map/checks',
  sorts: ['ranAt'] as const,
  initial: { sort: 'ranAt', dir: 'desc' },
  filters: { result: parseAsStringLiteral(CHECK_RESULTS) },
})

export type CheckListState = ReturnType<typeof checkList.parse>
