'use client'

import type { ReactNode } from 'react'
import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import type { EventRow } from '@/lib/deliveries/list-events'
import { type EventListState, eventList, exportHref } from './list'
import { OutcomeState } from './outcome-state'
import { ReplayDialog } from './replay-dialog'
import { RowTime } from './row-time'

type Sort = EventListState['sort']

const NONE = <span className="text-ink-3">–</span>

const columns: ListColumn<EventRow, Sort>[] = [
  {
    key: 'received',
    header: 'Time',
    sort: 'received',
    primary: true,
    cell: (row) => <RowTime at={row.receivedAt} />,
  },
  { key: 'what', header: 'What', cell: (row) => row.what },
  { key: 'outcome', header: 'Outcome', sort: 'outcome', cell: (row) => <OutcomeState outcome={row.outcome} /> },
  { key: 'reaches', header: 'Reaches', cell: (row) => row.reaches ?? NONE },
  { key: 'because', header: 'Because', tone: 'quiet', cell: (row) => row.because },
  { key: 'contact', header: 'Contact', sort: 'contact', tone: 'machine', cell: (row) => row.contact.label },
  { key: 'number', header: 'Number', tone: 'quiet', initiallyHidden: true, cell: (row) => row.number ?? NONE },
]

type EventsTableProps = {
  rows: EventRow[]
  total: number
  state: EventListState
  layout: TableLayout | null
  mayReplay: boolean
  empty: ReactNode
}

/** The events as a list; chosen ones, or everything the filter matches, can be replayed. */
export function EventsTable({ mayReplay, ...props }: EventsTableProps) {
  const { state } = props
  return (
    <DataTable
      {...props}
      name="deliveries"
      label="Events"
      list={eventList}
      columns={columns}
      exportHref={exportHref(state)}
      bulk={
        mayReplay
          ? (selection, clear) => <ReplayDialog selection={selection} filters={state.filters} onDone={clear} inBar />
          : undefined
      }
    />
  )
}
