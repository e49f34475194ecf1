'use client'

import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { formatBytes, formatNumber } from '@/components/ui/format-number'
import { State } from '@/components/ui/state'
import type { PostRow } from '@/lib/deliveries/posts'
import { PostState } from '../outcome-state'
import { RowTime } from '../row-time'
import { type PostListState, postList } from './list'
import { RetryButton } from './retry-button'

type Sort = PostListState['sort']

const columns: ListColumn<PostRow, Sort>[] = [
  {
    key: 'received',
    header: 'Time',
    sort: 'received',
    primary: true,
    cell: (row) => <RowTime at={row.receivedAt} />,
  },
  { key: 'connection', header: 'Connection', cell: (row) => row.connection },
  {
    key: 'state',
    header: 'State',
    cell: (row) => (
      <span className="flex items-center gap-2">
        <PostState state={row.state} />
        {row.isTest ? <Chip tone="wait">test</Chip> : null}
      </span>
    ),
  },
  { key: 'signature', header: 'Signature', cell: () => <State kind="passed">valid</State> },
  { key: 'updates', header: 'Updates', align: 'end', cell: (row) => formatNumber(row.updates) },
  { key: 'size', header: 'Size', align: 'end', cell: (row) => formatBytes(row.size) },
  { key: 'body', header: 'Body', tone: 'quiet', cell: (row) => (row.purgedAt ? 'deleted by retention' : 'kept') },
  { key: 'tries', header: 'Tries', align: 'end', cell: (row) => formatNumber(row.tries) },
  { key: 'problem', header: 'Problem', tone: 'quiet', cell: (row) => row.problem ?? '–' },
]

/** POSTs with what became of them; those that were set aside can be given five new tries. */
export function PostsTable(props: {
  rows: PostRow[]
  total: number
  state: PostListState
  layout: TableLayout | null
  mayRetry: boolean
}) {
  const { mayRetry, ...rest } = props
  return (
    <DataTable
      {...rest}
      name="posts"
      label="Posts"
      list={postList}
      columns={columns}
      rowHref={(row) => `/deliveries?q=${row.id}`}
      bulk={
        mayRetry && props.state.filters.state === 'set_aside'
          ? (selection, clear) => <RetryButton selection={selection} onDone={clear} />
          : undefined
      }
      empty={
        <EmptyState sentence="No POST with a valid signature has arrived yet. Each one will stand here as it was received." />
      }
    />
  )
}
