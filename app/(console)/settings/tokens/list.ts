import { parseAsStringLiteral } from 'nuqs/server'
import { defineList } from '@/components/table/list-descriptor'

/** The tokens of the workspace, the newest first. */
export const tokenList = defineList({
  path: '/settings/tokens',
  sorts: ['createdAt'],
  initial: { sort: 'createdAt', dir: 'desc' },
  filters: { state: parseAsStringLiteral(['live', 'ended']) },
  pageSize: 200,
})

export type TokenListState = ReturnType<typeof tokenList.parse>
