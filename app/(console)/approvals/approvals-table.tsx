'use client'

import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { When } from '@/components/ui/when'
import type { RequestRow } from '@/lib/approvals/queries'
import type { RequestSort } from '@/lib/approvals/vocabulary'
import { ApprovalStateMark } from './approval-state'
import { type ApprovalListState, approvalList } from './list'

const NONE = <span className="text-ink-3">–</span>

const columns: ListColumn<RequestRow, RequestSort>[] = [
  { key: 'title', header: 'To sign off', sort: 'title', primary: true, cell: ({ title }) => title },
  { key: 'kind', header: 'Kind', tone: 'quiet', cell: ({ kind }) => kind },
  { key: 'state', header: 'State', cell: ({ state }) => <ApprovalStateMark state={state} /> },
  {
    key: 'who',
    header: 'Decides or decided',
    cell: ({ waitsForMe, who }) => (waitsForMe ? <b className="font-[550]">you</b> : who),
  },
  { key: 'by', header: 'Asked by', cell: ({ requestedBy }) => requestedBy },
  { key: 'asked', header: 'Asked', sort: 'asked', tone: 'quiet', cell: ({ requestedAt }) => <When at={requestedAt} /> },
  {
    key: 'expires',
    header: 'Expires',
    sort: 'expires',
    tone: 'quiet',
    cell: ({ expiresAt, state }) => (expiresAt && state === 'open' ? <When at={expiresAt} /> : NONE),
  },
  { key: 'reason', header: 'Reason', tone: 'quiet', onCard: false, cell: ({ reason }) => reason },
]

type ApprovalsTableProps = {
  rows: RequestRow[]
  total: number
  state: ApprovalListState
  layout: TableLayout | null
  exportHref: string
}

export function ApprovalsTable(props: ApprovalsTableProps) {
  return (
    <DataTable
      {...props}
      name="approvals"
      label="Sign-offs"
      list={approvalList}
      columns={columns}
      empty={
        <EmptyState
          sentence={
            props.state.filters.whose === 'waiting'
              ? 'Nothing waits for your decision. What somebody asks you to sign off appears here; your own work never does.'
              : 'Nobody has asked for a sign-off here. It is asked for where the work is: on a wave, a version of the naming policy, or the routing rules.'
          }
        />
      }
    />
  )
}
