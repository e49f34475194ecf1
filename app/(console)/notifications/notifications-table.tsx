'use client'

import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { NotificationRow } from '@/lib/notifications/queries'
import type { NotificationSort } from '@/lib/notifications/vocabulary'
import { type NotificationListState, notificationList } from './list'

const columns: ListColumn<NotificationRow, NotificationSort>[] = [
  { key: 'what', header: 'What happened', primary: true, cell: ({ sentence }) => sentence },
  { key: 'about', header: 'About', sort: 'kind', tone: 'quiet', cell: ({ about }) => about },
  {
    key: 'state',
    header: 'State',
    cell: ({ readAt }) => (readAt ? <State kind="open">read</State> : <State kind="waiting">new</State>),
  },
  { key: 'at', header: 'When', sort: 'at', tone: 'quiet', cell: ({ at }) => <When at={at} /> },
]

type NotificationsTableProps = {
  rows: NotificationRow[]
  total: number
  state: NotificationListState
  layout: TableLayout | null
  exportHref: string
}

export function NotificationsTable(props: NotificationsTableProps) {
  return (
    <DataTable
      {...props}
      name="notifications"
      label="Notifications"
      list={notificationList}
      columns={columns}
      empty={
        <EmptyState sentence="Nothing here. When something of yours is signed, refused, edited or mentioned, you are told here." />
      }
    />
  )
}
