'use client'

import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { TextLink } from '@/components/ui/text-link'
import type { HandleRow } from '@/lib/handles/list-handles'
import type { HandleSort, StandsFor } from '@/lib/handles/vocabulary'
import { STANDS_FOR_WORDS } from '@/lib/handles/words'
import { HandleState } from './handle-state'
import { type HandleListState, handleList } from './list'

const NONE = <span className="text-ink-3">–</span>

function standsFor(value: string | null) {
  return value && Object.hasOwn(STANDS_FOR_WORDS, value) ? STANDS_FOR_WORDS[value as StandsFor] : NONE
}

const columns: ListColumn<HandleRow, HandleSort>[] = [
  { key: 'number', header: 'Number', sort: 'number', primary: true, cell: ({ number }) => number },
  {
    key: 'name',
    header: 'Handle',
    sort: 'name',
    cell: ({ name, isApproved }) =>
      name ? (
        <>
          <span className="machine">@{name}</span>
          {isApproved ? null : <span className="text-small text-ink-2"> chosen, not signed off</span>}
        </>
      ) : (
        NONE
      ),
  },
  { key: 'state', header: 'State', sort: 'state', cell: ({ state }) => <HandleState state={state} /> },
  { key: 'stands', header: 'Stands for', cell: (row) => standsFor(row.standsFor) },
  { key: 'owner', header: 'Owner', cell: ({ owner }) => owner ?? NONE },
  { key: 'rejected', header: 'Rejected names', align: 'end', tone: 'quiet', cell: ({ rejected }) => rejected },
  { key: 'display', header: 'Phone number', tone: 'machine', onCard: false, cell: (row) => row.displayNumber },
  { key: 'portfolio', header: 'Portfolio', tone: 'quiet', onCard: false, cell: ({ portfolio }) => portfolio },
  {
    key: 'decision',
    header: 'Decision',
    cell: ({ id, number, state }) => (
      <TextLink
        href={`/handles/${id}`}
        aria-label={`${state === 'none' ? 'Begin' : 'Open'} the decision for ${number}`}
      >
        {state === 'none' ? 'Begin' : 'Open'}
      </TextLink>
    ),
  },
]

type HandlesTableProps = {
  rows: HandleRow[]
  total: number
  state: HandleListState
  layout: TableLayout | null
  exportHref: string
}

export function HandlesTable(props: HandlesTableProps) {
  return (
    <DataTable
      {...props}
      name="handles"
      label="Handles"
      list={handleList}
      columns={columns}
      empty={
        <EmptyState
          sentence="A handle belongs to a business number. Connect a number first; its handle is decided here."
          action={<LinkButton href="/settings/numbers">Open the numbers</LinkButton>}
        />
      }
    />
  )
}
