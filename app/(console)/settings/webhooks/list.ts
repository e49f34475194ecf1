import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { defineList } from '@/components/table/list-descriptor'
import { TELL_SORTS, TELL_STATES } from '@/lib/webhooks/vocabulary'

/** What outgoing webhooks told, for the page, the table and the export. */
export const toldList = defineList({
  path: '/settings/webhooks',
  sorts: TELL_SORTS,
  initial: { sort: 'at', dir: 'desc' },
  filters: { state: parseAsStringLiteral(TELL_STATES), webhookId: parseAsString },
})

export type ToldListState = ReturnType<typeof toldList.parse>
