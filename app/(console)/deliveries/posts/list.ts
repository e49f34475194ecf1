import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { defineList } from '@/components/table/list-descriptor'
import { DELIVERY_STATES } from '@/lib/deliveries/kinds'

/** Every signed POST as it was received. */
export const postList = defineList({
  path: '/deliveries/posts',
  sorts: ['received'],
  initial: { sort: 'received', dir: 'desc' },
  pageSize: 50,
  lastPage: 200,
  filters: { state: parseAsStringLiteral(DELIVERY_STATES), connection: parseAsString },
})

export type PostListState = ReturnType<typeof postList.parse>
