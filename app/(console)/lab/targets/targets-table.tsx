'use client'

import type { ReactNode } from 'react'
import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { TargetRow } from '@/lib/lab/target-queries'
import { ANSWER_MODE_WORDS } from '@/lib/lab/vocabulary'
import { type TargetListState, targetList } from './list'

/** Whether a target may be sent to: staging may, production only once a second person signed it off. */
export function TargetStanding({ target }: { target: Pick<TargetRow, 'isProduction' | 'signedOff'> }) {
  if (!target.isProduction) return <State kind="passed">staging</State>
  return target.signedOff ? (
    <State kind="passed">production, signed off</State>
  ) : (
    <State kind="blocked">production, not signed off</State>
  )
}

const columns: ListColumn<TargetRow, 'name' | 'updatedAt'>[] = [
  { key: 'name', header: 'Target', sort: 'name', primary: true, cell: ({ name }) => name },
  { key: 'url', header: 'Address', tone: 'machine', cell: ({ url }) => url },
  { key: 'mode', header: 'Outcome', cell: ({ answerMode }) => ANSWER_MODE_WORDS[answerMode].title },
  { key: 'standing', header: 'Kind', cell: (target) => <TargetStanding target={target} /> },
  {
    key: 'updatedAt',
    header: 'Changed',
    sort: 'updatedAt',
    tone: 'quiet',
    cell: ({ updatedAt }) => <When at={updatedAt} />,
  },
]

type TargetsTableProps = {
  rows: TargetRow[]
  total: number
  state: TargetListState
  layout: TableLayout | null
  exportHref: string
  action: ReactNode
}

export function TargetsTable({ action, ...props }: TargetsTableProps) {
  return (
    <DataTable
      {...props}
      name="lab-targets"
      label="Targets"
      rowHref={({ id }) => `/lab/targets/${id}`}
      list={targetList}
      columns={columns}
      empty={
        <EmptyState
          sentence="Handrail’s own resolver is always there, as a dry run. Add the staging webhook of your company to fire the same payloads at it, signed with its test secret."
          action={action}
        />
      }
    />
  )
}
