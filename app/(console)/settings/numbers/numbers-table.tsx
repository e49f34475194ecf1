'use client'

import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { State } from '@/components/ui/state'
import type { NumberRow, NumberSort } from '@/lib/settings/list-numbers'
import { type NumberListState, numberList } from './list'

const columns: ListColumn<NumberRow, NumberSort>[] = [
  { key: 'label', header: 'Number', sort: 'label', primary: true, cell: (row) => row.label },
  {
    key: 'display',
    header: 'Display number',
    sort: 'displayDigits',
    tone: 'machine',
    cell: (row) => <span className="whitespace-nowrap">{row.displayNumber}</span>,
  },
  { key: 'portfolio', header: 'Portfolio', sort: 'portfolio', cell: (row) => row.portfolio },
  { key: 'connection', header: 'Connection', sort: 'connection', cell: (row) => <Feed number={row} /> },
  { key: 'phoneNumberId', header: 'Phone number id', tone: 'machine', cell: (row) => row.phoneNumberId },
  { key: 'waba', header: 'WABA id', tone: 'machine', onCard: false, cell: (row) => row.wabaId },
]

/** What feeds a number, and whether it does at the moment. */
export function Feed({ number }: { number: Pick<NumberRow, 'connection' | 'connectionPaused'> }) {
  if (number.connection === null) return <State kind="open">no connection</State>
  if (number.connectionPaused) return <State kind="stale">{`${number.connection}, paused`}</State>
  return <>{number.connection}</>
}

function exportHref(state: NumberListState): string {
  const [, query] = numberList.href(state, { page: 1, open: null }).split('?')
  return query ? `/settings/numbers/export?${query}` : '/settings/numbers/export'
}

type NumbersTableProps = {
  rows: NumberRow[]
  total: number
  state: NumberListState
  layout: TableLayout | null
  hasPortfolio: boolean
}

export function NumbersTable({ hasPortfolio, ...props }: NumbersTableProps) {
  return (
    <DataTable
      {...props}
      name="numbers"
      label="Numbers"
      list={numberList}
      columns={columns}
      exportHref={exportHref(props.state)}
      empty={
        <EmptyState
          sentence={
            hasPortfolio
              ? 'The WhatsApp numbers of your business belong here. Deliveries for a number that is not in this list are kept, and fail with a sentence.'
              : 'Start with a portfolio: the business portfolio at Meta that your WhatsApp numbers belong to. Then add its numbers.'
          }
        />
      }
    />
  )
}
