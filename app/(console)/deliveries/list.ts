import { parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { EVENT_KINDS, EVENT_SPANS, EVENT_VIEWS, OUTCOMES } from '@/lib/deliveries/kinds'
import type { EventFilter } from '@/lib/deliveries/schema'

/** The events list, for the page, the table, the export and a filtered replay. */
export const eventList = defineList({
  path: '/deliveries',
  sorts: ['received', 'outcome', 'contact'],
  initial: { sort: 'received', dir: 'desc' },
  pageSize: 50,
  lastPage: 200,
  filters: {
    view: parseAsStringLiteral(EVENT_VIEWS),
    q: parseAsSearch,
    span: parseAsStringLiteral(EVENT_SPANS),
    number: parseAsString,
    outcome: parseAsStringLiteral(OUTCOMES),
    kind: parseAsStringLiteral(EVENT_KINDS),
    cause: parseAsString,
    what: parseAsString,
    contact: parseAsString,
  },
})

export type EventListState = ReturnType<typeof eventList.parse>
export type EventListFilters = EventListState['filters']

/** The filters of the address as the room asks for them. */
export function filterOf({ number, contact, ...filters }: EventListFilters): EventFilter {
  return { ...filters, numberId: number, contactId: contact }
}

/** The export of what the list shows. */
export function exportHref(state: EventListState, plain = false): string {
  const [, query = ''] = eventList.href(state, { page: 1, open: null }).split('?')
  const params = new URLSearchParams(query)
  if (plain) params.set('plain', '1')
  return params.size > 0 ? `/deliveries/export?${params}` : '/deliveries/export'
}
