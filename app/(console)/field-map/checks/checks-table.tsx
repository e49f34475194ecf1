'use client'

import type { ReactNode } from 'react'
import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { When } from '@/components/ui/when'
import type { CheckRow } from '@/lib/field-map/checks'
import { CheckVerdict } from '../check-view'
import { type CheckListState, checkList } from './list'

const columns: ListColumn<CheckRow, 'ranAt'>[] = [
  {
    ...{ key: 'ranAt', header: 'Run', sort: 'ranAt', primary: true },
    cell: ({ ranAt }) => <When at={ranAt} />,
  },
  { key: 'verdict', header: 'Verdict', cell: (check) => <CheckVerdict check={check} /> },
  { key: 'words', header: 'What it showed', cell: ({ words }) => words },
  { key: 'number', header: 'Number', tone: 'quiet', cell: ({ number }) => number },
  { key: 'by', header: 'By', tone: 'quiet', cell: ({ ranBy }) => ranBy },
]

type ChecksTableProps = {
  rows: CheckRow[]
  total: number
  state: CheckListState
  layout: TableLayout | null
  exportHref: string
  action: ReactNode
}

export function ChecksTable({ action, ...props }: ChecksTableProps) {
  return (
    <DataTable
      {...props}
      name="field-map-checks"
      label="Two-conversation checks"
      rowHref={({ id }) => `/field-map/checks/${id}`}
      list={checkList}
      columns={columns}
      empty={
        <EmptyState
          sentence="Each run is kept here as evidence: who ran it, on which map, and whether both conversations reached one record."
          action={action}
        />
      }
    />
  )
}
