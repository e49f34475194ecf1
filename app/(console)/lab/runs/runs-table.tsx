'use client'

import type { ReactNode } from 'react'
import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { formatNumber } from '@/components/ui/format-number'
import { When } from '@/components/ui/when'
import type { RunRow } from '@/lib/lab/runs'
import { RunMark } from '../marks'
import { type RunListState, runList } from './list'

const columns: ListColumn<RunRow, 'startedAt'>[] = [
  {
    ...{ key: 'startedAt', header: 'Started', sort: 'startedAt', primary: true },
    cell: ({ startedAt }) => <When at={startedAt} />,
  },
  { key: 'plan', header: 'Plan', cell: ({ names }) => names.plan ?? 'without a plan' },
  { key: 'target', header: 'Target', cell: ({ names }) => names.target },
  { key: 'state', header: 'State', cell: ({ state }) => <RunMark state={state} /> },
  { key: 'passed', header: 'Passed', cell: ({ passed, total }) => `${formatNumber(passed)} of ${formatNumber(total)}` },
  { key: 'failed', header: 'Failed', cell: ({ failed }) => formatNumber(failed) },
  { key: 'by', header: 'By', tone: 'quiet', cell: ({ startedBy }) => startedBy },
]

type RunsTableProps = {
  rows: RunRow[]
  total: number
  state: RunListState
  layout: TableLayout | null
  exportHref: string
  action: ReactNode
}

export function RunsTable({ action, ...props }: RunsTableProps) {
  return (
    <DataTable
      {...props}
      name="lab-runs"
      label="Test runs"
      rowHref={({ id }) => `/lab/runs/${id}`}
      list={runList}
      columns={columns}
      empty={
        <EmptyState sentence="A run fires every payload of a plan at its target, in the background." action={action} />
      }
    />
  )
}
