'use client'

import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { When } from '@/components/ui/when'
import type { RequestRow } from '@/lib/policy/requests'
import type { RequestSort } from '@/lib/policy/vocabulary'
import { AllowedMark, RequestStateMark } from '../policy-state'
import { type RequestListState, requestList } from './list'

const columns: ListColumn<RequestRow, RequestSort>[] = [
  {
    key: 'name',
    header: 'Handle',
    sort: 'name',
    primary: true,
    cell: (row) => <code className="machine">@{row.name}</code>,
  },
  { key: 'class', header: 'Class', cell: (row) => row.className },
  { key: 'state', header: 'State', sort: 'state', cell: (row) => <RequestStateMark state={row.state} /> },
  { key: 'allowed', header: 'The policy says', cell: (row) => <AllowedMark allowed={row.allowed} /> },
  { key: 'by', header: 'Asked by', cell: (row) => row.requestedBy },
  { key: 'asked', header: 'Asked', sort: 'createdAt', tone: 'quiet', cell: (row) => <When at={row.requestedAt} /> },
  { key: 'approver', header: 'Decides', tone: 'quiet', cell: (row) => (row.waitsForMe ? <b>you</b> : row.approver) },
  { key: 'reason', header: 'What it is for', tone: 'quiet', onCard: false, cell: (row) => row.reason },
]

type RequestsTableProps = {
  rows: RequestRow[]
  total: number
  state: RequestListState
  layout: TableLayout | null
  exportHref: string
}

export function RequestsTable(props: RequestsTableProps) {
  return (
    <DataTable
      {...props}
      name="handle-requests"
      label="Requests for handles"
      list={requestList}
      columns={columns}
      empty={
        <EmptyState
          sentence="Whoever needs a handle asks for it here. The policy in force judges it at once, and whoever approves its class decides."
          action={<LinkButton href="/policy">Open the policy</LinkButton>}
        />
      }
    />
  )
}
