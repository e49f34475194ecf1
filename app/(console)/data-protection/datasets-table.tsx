'use client'

import type { ReactNode } from 'react'
import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { formatNumber } from '@/components/ui/format-number'
import { State, type StateKind } from '@/components/ui/state'
import type { DatasetRow } from '@/lib/data-protection/queries'
import { type DatasetListState, datasetList } from './list'

const STATES: Record<DatasetRow['state'], { kind: StateKind; word: string }> = {
  usable: { kind: 'passed', word: 'decided' },
  undecided: { kind: 'blocked', word: 'not decided' },
  overdue: { kind: 'stale', word: 'past its date' },
  deleted: { kind: 'open', word: 'deleted' },
}

export function DatasetMark({ state }: { state: DatasetRow['state'] }) {
  return <State kind={STATES[state].kind}>{STATES[state].word}</State>
}

const columns: ListColumn<DatasetRow, 'name' | 'decisionDate' | 'createdAt'>[] = [
  { key: 'name', header: 'Dataset', sort: 'name', primary: true, cell: ({ name }) => name },
  { key: 'state', header: 'State', cell: ({ state }) => <DatasetMark state={state} /> },
  {
    ...{ key: 'decisionDate', header: 'Decision', sort: 'decisionDate' },
    cell: ({ decision, decisionDate }) => (decision ? `${decision} until ${decisionDate ?? 'no date'}` : 'none'),
  },
  { key: 'owner', header: 'Owner', cell: ({ owner }) => owner ?? 'nobody' },
  {
    key: 'access',
    header: 'Who may see it',
    tone: 'quiet',
    cell: ({ accessRule }) => accessRule ?? 'not written down',
  },
  {
    ...{ key: 'people', header: 'People here' },
    cell: ({ people, synthetic }) => `${formatNumber(people)}${synthetic ? ', invented' : ''}`,
  },
  { key: 'contents', header: 'Contents', tone: 'quiet', initiallyHidden: true, cell: ({ contents }) => contents },
]

type DatasetsTableProps = {
  rows: DatasetRow[]
  total: number
  state: DatasetListState
  layout: TableLayout | null
  exportHref: string
  action: ReactNode
}

export function DatasetsTable({ action, ...props }: DatasetsTableProps) {
  return (
    <DataTable
      {...props}
      name="datasets"
      label="Test datasets"
      rowHref={({ id }) => `/data-protection/${id}`}
      list={datasetList}
      columns={columns}
      empty={
        <EmptyState
          sentence="Every set of people that tests use: who owns it, who may see it, and how long it is kept. The lab refuses one without a decision. Invented people are the safest."
          action={action}
        />
      }
    />
  )
}
