import { parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { CONTACT_COVERAGES, CONTACT_ORIGINS, CONTACT_SORTS } from '@/lib/contacts/vocabulary'

/** The list of contacts, for the page, the table and the export. */
export const contactList = defineList({
  path: '/contacts',
  sorts: CONTACT_SORTS,
  initial: { sort: 'lastContactAt', dir: 'desc' },
  filters: {
    q: parseAsSearch,
    origin: parseAsStringLiteral(CONTACT_ORIGINS),
    coverage: parseAsStringLiteral(CONTACT_COVERAGES),
    place: parseAsString,
    label: parseAsString,
    conflict: parseAsBoolean,
  },
})

export type ContactListState = ReturnType<typeof contactList.parse>

/** What the list shows now, after the question mark. */
export function queryOf(state: ContactListState): string {
  return contactList.href(state, { page: 1, open: null }).split('?')[1] ?? ''
}

export function exportHref(state: ContactListState, plain: boolean): string {
  const params = new URLSearchParams(queryOf(state))
  if (plain) params.set('plain', '1')
  return params.size > 0 ? `/contacts/export?${params}` : '/contacts/export'
}
