'use client'

import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { TellRow } from '@/lib/webhooks/queries'
import { TELL_STATE_WORDS } from '@/lib/webhooks/vocabulary'
import { type ToldListState, toldList } from './list'

const KINDS = { waiting: 'waiting', sent: 'passed', failed: 'blocked' } as const
const nothing = <span className="text-ink-3">–</span>

const columns: ListColumn<TellRow, 'at'>[] = [
  { key: 'at', header: 'When', sort: 'at', primary: true, cell: ({ at }) => <When at={at} /> },
  { key: 'event', header: 'What', cell: ({ event }) => <span className="machine">{event}</span> },
  {
    ...{ key: 'contact', header: 'Contact' },
    cell: ({ contactId }) => (contactId ? <TextLink href={`/contacts/${contactId}`}>open</TextLink> : nothing),
  },
  {
    key: 'url',
    header: 'Address',
    tone: 'quiet',
    cell: ({ url }) => <span className="[overflow-wrap:anywhere]">{url}</span>,
  },
  { key: 'state', header: 'State', cell: ({ state }) => <State kind={KINDS[state]}>{TELL_STATE_WORDS[state]}</State> },
  { key: 'tries', header: 'Tries', cell: ({ tries }) => tries },
  {
    ...{ key: 'next', header: 'Next try', tone: 'quiet', onCard: false },
    cell: ({ nextTryAt, tries }) => (nextTryAt && tries > 0 ? <When at={nextTryAt} style="relative" /> : nothing),
  },
  { key: 'error', header: 'Last answer', cell: ({ error }) => error ?? nothing },
]

type ToldTableProps = {
  rows: TellRow[]
  total: number
  state: ToldListState
  layout: TableLayout | null
  exportHref: string
}

export function ToldTable(props: ToldTableProps) {
  return (
    <DataTable
      {...props}
      name="webhooks"
      label="What was told"
      rowHref={null}
      list={toldList}
      columns={columns}
      empty={
        <EmptyState sentence="Every message to your systems is listed here for 30 days, with what the address answered." />
      }
    />
  )
}
