import { parseAsBoolean, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { defineList, parseAsSearch } from '@/components/table/list-descriptor'
import { FIELD_SORTS, IDENTITY_KEYS, TRUSTS } from '@/lib/field-map/vocabulary'

/** Every field of the map, for the page, the table and the export. */
export const fieldList = defineList({
  path: '/field-map/fields',
  sorts: FIELD_SORTS,
  initial: { sort: 'system', dir: 'asc' },
  filters: {
    q: parseAsSearch,
    systemId: parseAsString,
    key: parseAsStringLiteral(IDENTITY_KEYS),
    trust: parseAsStringLiteral(TRUSTS),
    matching: parseAsBoolean,
  },
})

export type FieldListState = ReturnType<typeof fieldList.parse>

/** What the list shows now, after the question mark. */
export function queryOf(state: FieldListState): string {
  return fieldList.href(state, { page: 1, open: null }).split('?')[1] ?? ''
}

export function exportHref(state: FieldListState): string {
  const query = queryOf(state)
  return query ? `${fieldList.path}/export?${query}` : `${fieldList.path}/export`
}
