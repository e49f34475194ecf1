import { parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { ROLES } from '@/lib/server/permissions'

/** The list of members, for the page and the export. */
export const memberList = defineList({
  path: '/members',
  sorts: ['name', 'email', 'createdAt'],
  initial: { sort: 'name', dir: 'asc' },
  filters: {
    q: parseAsSearch,
    role: parseAsStringLiteral(ROLES),
    state: parseAsStringLiteral(['active', 'disabled']),
  },
})

export type MemberListState = ReturnType<typeof memberList.parse>
