'use client'

import { Fragment } from 'react'
import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { formatNumber } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { When } from '@/components/ui/when'
import type { ConflictRow } from '@/lib/duplicates/list-conflicts'
import type { ConflictSort } from '@/lib/duplicates/rules'
import { ConflictState, PlacedState } from './conflict-state'
import { type ConflictListState, conflictList } from './list'

const NONE = <span className="text-ink-3">–</span>

function Contacts({ labels, more }: ConflictRow['contacts']) {
  return (
    <>
      {labels.map(({ id, text, isCrmId }, i) => (
        <Fragment key={id}>
          {i > 0 ? ', ' : ''}
          <span className={isCrmId ? 'machine' : undefined}>{text}</span>
        </Fragment>
      ))}
      {more > 0 ? <span className="text-ink-2"> +{more}</span> : null}
    </>
  )
}

const columns: ListColumn<ConflictRow, ConflictSort>[] = [
  { key: 'what', header: 'What disagrees', primary: true, cell: (row) => row.what },
  { key: 'contacts', header: 'Contacts', cell: (row) => <Contacts {...row.contacts} /> },
  { key: 'phone', header: 'Phone shown', tone: 'machine', cell: (row) => row.phone ?? NONE },
  { key: 'bsuid', header: 'BSUID shown', tone: 'machine', cell: (row) => row.bsuid ?? NONE },
  {
    key: 'username',
    header: 'Username shown',
    tone: 'machine',
    initiallyHidden: true,
    cell: (row) => row.username ?? NONE,
  },
  { key: 'placed', header: 'Its events are', cell: (row) => <PlacedState contact={row.placedWith} /> },
  { key: 'events', header: 'Events', sort: 'events', align: 'end', cell: (row) => formatNumber(row.events) },
  { key: 'rule', header: 'Rule', tone: 'quiet', onCard: false, cell: (row) => row.rule },
  { key: 'number', header: 'Number', tone: 'quiet', onCard: false, cell: (row) => row.number ?? NONE },
  {
    key: 'portfolio',
    header: 'Portfolio',
    tone: 'quiet',
    initiallyHidden: true,
    cell: (row) => row.portfolio ?? NONE,
  },
  {
    key: 'seen',
    header: 'Last seen',
    sort: 'lastSeen',
    tone: 'quiet',
    cell: (row) => <When at={row.lastSeenAt} />,
  },
  {
    key: 'opened',
    header: 'Opened',
    sort: 'opened',
    tone: 'quiet',
    initiallyHidden: true,
    cell: (row) => <When at={row.openedAt} />,
  },
  { key: 'state', header: 'State', initiallyHidden: true, cell: (row) => <ConflictState state={row.state} /> },
]

type ConflictsTableProps = {
  rows: ConflictRow[]
  total: number
  state: ConflictListState
  layout: TableLayout | null
  exportHref: string
}

export function ConflictsTable(props: ConflictsTableProps) {
  return (
    <DataTable
      {...props}
      name="conflicts"
      label="Conflicts"
      list={conflictList}
      columns={columns}
      empty={
        <EmptyState
          sentence="No conflict is open. When the identifiers of a message disagree about who is writing, the disagreement appears here with its evidence, and nothing is moved."
          action={<LinkButton href="/deliveries">See how messages were resolved</LinkButton>}
        />
      }
    />
  )
}
