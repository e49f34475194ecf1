'use client'

import type { ReactNode } from 'react'
import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { When } from '@/components/ui/when'
import type { RecordRow } from '@/lib/lab/records'
import { VERDICT_KEYS, VERDICT_QUESTIONS } from '@/lib/lab/vocabulary'
import { type RecordListState, recordList } from './list'
import { FixMark, ResultMark, VerdictMark } from './marks'

const columns: ListColumn<RecordRow, 'ranAt' | 'variation' | 'result'>[] = [
  { key: 'title', header: 'Payload', sort: 'variation', primary: true, cell: ({ title }) => title },
  { key: 'result', header: 'Result', sort: 'result', cell: ({ result }) => <ResultMark result={result} /> },
  ...VERDICT_KEYS.map(
    (key): ListColumn<RecordRow, 'ranAt' | 'variation' | 'result'> => ({
      ...{ key, header: VERDICT_QUESTIONS[key] },
      cell: ({ verdicts }) => <VerdictMark verdict={verdicts[key]} />,
    }),
  ),
  {
    key: 'sentence',
    header: 'What happened',
    cell: ({ sentence }) => <span className="line-clamp-2">{sentence}</span>,
  },
  { key: 'fix', header: 'Fix', cell: ({ fix }) => <FixMark fix={fix} /> },
  {
    key: 'owner',
    header: 'Owner',
    tone: 'quiet',
    cell: ({ owner, fix }) => owner ?? (fix === 'none' ? '–' : 'nobody'),
  },
  { key: 'target', header: 'Target', tone: 'quiet', cell: ({ names }) => names.target },
  { key: 'ranAt', header: 'Run', sort: 'ranAt', tone: 'quiet', cell: ({ ranAt }) => <When at={ranAt} /> },
]

type RecordsTableProps = {
  rows: RecordRow[]
  total: number
  state: RecordListState
  layout: TableLayout | null
  exportHref: string
  action: ReactNode
}

export function RecordsTable({ action, ...props }: RecordsTableProps) {
  return (
    <DataTable
      {...props}
      name="lab-records"
      label="Test records"
      rowHref={({ id }) => `/lab/${id}`}
      list={recordList}
      columns={columns}
      empty={
        <EmptyState
          sentence="Each payload that is fired leaves a record here: did it reach the right customer, the right workflow, and was there a clear error when it could not proceed. Begin with a plan."
          action={action}
        />
      }
    />
  )
}
