'use client'

import type { ReactNode } from 'react'
import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { When } from '@/components/ui/when'
import type { PairSort } from '@/lib/duplicates/pair-vocabulary'
import type { PairRow } from '@/lib/duplicates/pairs'
import { type PairListState, pairHref, pairList } from './list'
import { ContactWords, PairStateMark } from './pair-parts'

const columns: ListColumn<PairRow, PairSort>[] = [
  { key: 'first', header: 'First contact', primary: true, cell: ({ low }) => <ContactWords contact={low} /> },
  { key: 'second', header: 'Second contact', cell: ({ high }) => <ContactWords contact={high} /> },
  { key: 'score', header: 'Score', sort: 'score', align: 'end', cell: ({ score }) => score },
  { key: 'why', header: 'Why they may be one', cell: ({ reasons }) => reasons.join(', ') },
  { key: 'state', header: 'State', cell: ({ state }) => <PairStateMark state={state} /> },
  {
    ...{ key: 'who', header: 'Who looks', tone: 'quiet' },
    cell: ({ assignee, decidedBy }) => decidedBy ?? assignee ?? <span className="text-ink-3">nobody yet</span>,
  },
  {
    ...{ key: 'found', header: 'Found', sort: 'found', tone: 'quiet', onCard: false },
    cell: ({ foundAt }) => <When at={foundAt} />,
  },
]

type PairsTableProps = {
  rows: PairRow[]
  total: number
  state: PairListState
  layout: TableLayout | null
  exportHref: string
  action: ReactNode
}

export function PairsTable({ action, ...props }: PairsTableProps) {
  return (
    <DataTable
      {...props}
      name="pairs"
      label="Possible duplicates"
      list={pairList}
      columns={columns}
      rowHref={({ id }) => pairHref(props.state, id)}
      empty={
        <EmptyState
          sentence="No two contacts look like one person. New contacts are looked at as they arrive; everybody is looked at every night."
          action={action}
        />
      }
    />
  )
}
