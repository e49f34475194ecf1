'use client'

import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { When } from '@/components/ui/when'
import type { AuditRow } from '@/lib/audit/queries'
import { type AuditListState, auditList } from './list'

const NONE = <span className="text-ink-3">–</span>

const columns: ListColumn<AuditRow, 'seq'>[] = [
  { key: 'seq', header: 'No.', sort: 'seq', tone: 'machine', width: 88, cell: (row) => row.seq },
  { key: 'at', header: 'When', cell: (row) => <When at={row.at} style="full" /> },
  { key: 'actor', header: 'Who', cell: (row) => row.actor.name },
  { key: 'words', header: 'What', primary: true, cell: (row) => row.words },
  { key: 'subject', header: 'Subject', tone: 'machine', cell: (row) => row.subject.id ?? row.subject.kind },
  { key: 'origin', header: 'From', tone: 'machine', onCard: false, cell: (row) => row.origin ?? NONE },
]

type AuditTableProps = {
  rows: AuditRow[]
  total: number
  state: AuditListState
  layout: TableLayout | null
  exportHref?: string
}

export function AuditTable(props: AuditTableProps) {
  return (
    <DataTable
      {...props}
      name="audit"
      label="Audit log"
      list={auditList}
      columns={columns}
      empty={
        <EmptyState sentence="Every change made in this workspace is written here, with who made it and what was there before." />
      }
    />
  )
}
