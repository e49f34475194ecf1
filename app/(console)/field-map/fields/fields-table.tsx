'use client'

import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { When } from '@/components/ui/when'
import type { FieldRow } from '@/lib/field-map/queries'
import { FIELD_TYPE_WORDS, type FieldSort, KEY_WORDS } from '@/lib/field-map/vocabulary'
import { type FieldListState, fieldList } from './list'

const nothing = <span className="text-ink-3">–</span>

const columns: ListColumn<FieldRow, FieldSort>[] = [
  {
    ...{ key: 'field', header: 'Field', sort: 'field', primary: true },
    cell: ({ fieldName }) => <span className="machine">{fieldName}</span>,
  },
  { key: 'system', header: 'System', sort: 'system', cell: ({ system }) => system },
  { key: 'key', header: 'Key', sort: 'key', cell: ({ identityKey }) => KEY_WORDS[identityKey].title },
  { key: 'type', header: 'Type', tone: 'quiet', cell: ({ fieldType }) => FIELD_TYPE_WORDS[fieldType] },
  { key: 'trust', header: 'Trusted for', cell: ({ trustedFor }) => trustedFor },
  { key: 'match', header: 'Match key', cell: ({ isMatchKey }) => (isMatchKey ? <Chip>match key</Chip> : nothing) },
  { key: 'readers', header: 'Read by', cell: ({ readers }) => (readers.length > 0 ? readers.join(', ') : nothing) },
  {
    ...{ key: 'changed', header: 'Changed', sort: 'updatedAt', tone: 'quiet', onCard: false },
    cell: ({ changedAt }) => <When at={changedAt} />,
  },
]

type FieldsTableProps = {
  rows: FieldRow[]
  total: number
  state: FieldListState
  layout: TableLayout | null
  exportHref: string
}

export function FieldsTable(props: FieldsTableProps) {
  return (
    <DataTable
      {...props}
      name="field-map"
      label="Fields"
      list={fieldList}
      columns={columns}
      empty={
        <EmptyState
          sentence="Every field that carries a key of a customer is listed here, with what it is trusted for and who reads it."
          action={<LinkButton href="/field-map">Open the map</LinkButton>}
        />
      }
    />
  )
}
