'use client'

import type { ReactNode } from 'react'
import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { formatNumber } from '@/components/ui/format-number'
import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { PlanRow } from '@/lib/lab/plan-queries'
import { type PlanListState, planList } from './list'

/** Where a plan stands, by its last run. */
export function PlanStanding({ lastRun }: { lastRun: PlanRow['lastRun'] }) {
  if (!lastRun) return <State kind="open">not run yet</State>
  const { state, passed, failed, total } = lastRun
  if (state === 'queued' || state === 'running') return <State kind="waiting">being sent</State>
  if (state !== 'done') return <State kind="stale">not sent to its end</State>
  if (failed > 0) return <State kind="blocked">{formatNumber(failed)} failed</State>
  if (passed < total) return <State kind="unverifiable">{formatNumber(total - passed)} not told or not sent</State>
  return <State kind="passed">all {formatNumber(passed)} passed</State>
}

const columns: ListColumn<PlanRow, 'name' | 'updatedAt'>[] = [
  { key: 'name', header: 'Plan', sort: 'name', primary: true, cell: ({ name }) => name },
  { key: 'last', header: 'Last run', cell: ({ lastRun }) => <PlanStanding lastRun={lastRun} /> },
  { key: 'target', header: 'Target', cell: ({ target }) => target },
  { key: 'payloads', header: 'Payloads', cell: ({ payloads }) => formatNumber(payloads) },
  { key: 'dataset', header: 'People', tone: 'quiet', cell: ({ dataset }) => dataset ?? 'gone' },
  {
    key: 'updatedAt',
    header: 'Changed',
    sort: 'updatedAt',
    tone: 'quiet',
    cell: ({ updatedAt }) => <When at={updatedAt} />,
  },
]

type PlansTableProps = {
  rows: PlanRow[]
  total: number
  state: PlanListState
  layout: TableLayout | null
  exportHref: string
  action: ReactNode
}

export function PlansTable({ action, ...props }: PlansTableProps) {
  return (
    <DataTable
      {...props}
      name="lab-plans"
      label="Test plans"
      rowHref={({ id }) => `/lab/plans/${id}`}
      list={planList}
      columns={columns}
      empty={
        <EmptyState
          sentence="A plan says which payloads are fired at which handler, with whose people, and what each is expected to do."
          action={action}
        />
      }
    />
  )
}
