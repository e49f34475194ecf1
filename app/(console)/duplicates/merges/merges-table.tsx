'use client'

import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { MergeParty, MergeRow } from '@/lib/merges/queries'
import type { MergeSort } from '@/lib/merges/vocabulary'
import { type MergeListState, mergeList } from './list'
import { MergeState } from './merge-state'

const NONE = <span className="text-ink-3">–</span>

export function Party({ party }: { party: MergeParty }) {
  return <span className={party.isCrmId ? 'machine' : undefined}>{party.label}</span>
}

function InTheCrm({ crm }: { crm: MergeRow['crm'] }) {
  if (!crm) return NONE
  return crm.state === 'done' ? <State kind="passed">carried out</State> : <State kind="stale">to carry out</State>
}

const columns: ListColumn<MergeRow, MergeSort>[] = [
  { key: 'survivor', header: 'Stayed', primary: true, cell: ({ survivor }) => <Party party={survivor} /> },
  { key: 'merged', header: 'Became part of it', cell: ({ merged }) => <Party party={merged} /> },
  { key: 'state', header: 'State', cell: ({ state }) => <MergeState state={state} /> },
  { key: 'crm', header: 'In the CRM', cell: ({ crm }) => <InTheCrm crm={crm} /> },
  { key: 'kept', header: 'CRM keeps', tone: 'machine', cell: ({ crm }) => crm?.kept ?? NONE },
  { key: 'gone', header: 'CRM merges', tone: 'machine', cell: ({ crm }) => crm?.merged ?? NONE },
  { key: 'by', header: 'Merged by', tone: 'quiet', cell: ({ mergedBy }) => mergedBy },
  { key: 'at', header: 'Merged', sort: 'merged', tone: 'quiet', cell: ({ mergedAt }) => <When at={mergedAt} /> },
  {
    key: 'undone',
    header: 'Undone',
    sort: 'undone',
    tone: 'quiet',
    initiallyHidden: true,
    cell: ({ undoneAt }) => (undoneAt ? <When at={undoneAt} /> : NONE),
  },
]

type MergesTableProps = {
  rows: MergeRow[]
  total: number
  state: MergeListState
  layout: TableLayout | null
  exportHref: string
}

export function MergesTable(props: MergesTableProps) {
  return (
    <DataTable
      {...props}
      name="merges"
      label="Merges"
      list={mergeList}
      columns={columns}
      empty={
        <EmptyState
          sentence="Nothing was merged yet. Two contacts that are one person are merged from either contact, or from the conflict that shows them both; each merge stands here and can be undone."
          action={<LinkButton href="/duplicates/conflicts">Look at the conflicts</LinkButton>}
        />
      }
    />
  )
}
