'use client'

import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { BulkActions } from './bulk-dialogs'
import { sheetColumns } from './columns'
import { type EntryPointListState, entryPointList } from './list'
import { useSheet } from './sheet-context'
import type { SheetRow } from './sheet-row'

type EntryTableProps = {
  rows: SheetRow[]
  total: number
  state: EntryPointListState
  layout: TableLayout | null
  exportHref: string
}

/** The sheet itself. */
export function EntryTable(props: EntryTableProps) {
  const { canWrite } = useSheet()
  const archived = props.state.filters.archived === true
  return (
    <DataTable
      {...props}
      name="entry-points"
      label="Entry points"
      list={entryPointList}
      columns={sheetColumns}
      empty={<EmptySheet canWrite={canWrite} />}
      bulk={
        canWrite && !archived ? (selection, clear) => <BulkActions selection={selection} clear={clear} /> : undefined
      }
    />
  )
}

function EmptySheet({ canWrite }: { canWrite: boolean }) {
  return (
    <EmptyState
      sentence="Every place where a customer starts a WhatsApp conversation belongs here: links, QR codes, ads, invoices, packaging, signs, signatures."
      action={
        canWrite ? (
          <LinkButton variant="primary" href="/entry-points/import">
            Import a sheet
          </LinkButton>
        ) : undefined
      }
      example={{ href: '/entry-points/import#template', label: 'See what the file looks like' }}
    />
  )
}
