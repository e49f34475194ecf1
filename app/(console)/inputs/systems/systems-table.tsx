'use client'

import type { ReactNode } from 'react'
import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { SystemRow } from '@/lib/inputs/systems'
import type { SystemSort } from '@/lib/inputs/vocabulary'
import { type SystemListState, systemList } from './list'
import { SystemStateMark } from './system-state'

const nothing = <span className="text-ink-3">–</span>

const columns: ListColumn<SystemRow, SystemSort>[] = [
  { key: 'system', header: 'System', sort: 'name', primary: true, cell: ({ system }) => system },
  { key: 'depends', header: 'How it depends on the phone', cell: ({ dependsHow }) => dependsHow },
  { key: 'breaks', header: 'What breaks', tone: 'quiet', cell: ({ whatBreaks }) => whatBreaks ?? nothing },
  { key: 'replacement', header: 'What replaces it', cell: ({ replacement }) => replacement ?? nothing },
  { key: 'state', header: 'State', sort: 'state', cell: ({ state }) => <SystemStateMark state={state} /> },
  { key: 'owner', header: 'Owner', cell: ({ owner }) => owner ?? <State kind="blocked">no owner</State> },
  {
    ...{ key: 'changed', header: 'Changed', sort: 'updatedAt', tone: 'quiet', onCard: false },
    cell: ({ changedAt }) => <When at={changedAt} />,
  },
]

type SystemsTableProps = {
  rows: SystemRow[]
  total: number
  state: SystemListState
  layout: TableLayout | null
  exportHref: string
  action: ReactNode
}

export function SystemsTable({ action, ...props }: SystemsTableProps) {
  return (
    <DataTable
      {...props}
      name="systems"
      label="Systems that depend on phones"
      list={systemList}
      columns={columns}
      empty={
        <EmptyState
          sentence="Every CRM, inbox, bot, report and script that finds customers by phone belongs here, with what breaks when the phone is missing and what replaces it."
          action={action}
        />
      }
    />
  )
}
