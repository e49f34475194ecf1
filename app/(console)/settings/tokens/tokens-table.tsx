'use client'

import type { ListColumn } from '@/components/table/column'
import { DataTable } from '@/components/table/data-table'
import type { TableLayout } from '@/components/table/table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { State } from '@/components/ui/state'
import { When } from '@/components/ui/when'
import type { TokenRow } from '@/lib/members/tokens'
import type { TokenState } from '@/lib/settings/token-rules'
import { type TokenListState, tokenList } from './list'

/** A token as the list shows it: where it stands and its scopes in words. */
export type ShownToken = TokenRow & { state: TokenState; endsSoon: boolean; words: string[] }

const columns: ListColumn<ShownToken, 'createdAt'>[] = [
  { key: 'name', header: 'Name', primary: true, cell: (row) => row.name },
  { key: 'state', header: 'State', width: 132, cell: (row) => <TokenStanding token={row} /> },
  {
    key: 'scopes',
    header: 'May',
    cell: (row) => <span className="line-clamp-2 md:min-w-[220px]">{row.words.join('; ')}</span>,
  },
  { key: 'hint', header: 'Last four', tone: 'machine', cell: (row) => `…${row.hint}` },
  {
    key: 'used',
    header: 'Last used',
    tone: 'quiet',
    cell: (row) => (row.lastUsedAt ? <When at={row.lastUsedAt} style="relative" /> : 'never'),
  },
  {
    key: 'expires',
    header: 'Expires',
    tone: 'quiet',
    cell: (row) => (row.expiresAt ? <When at={row.expiresAt} style="date" /> : 'never'),
  },
  {
    key: 'made',
    header: 'Made',
    sort: 'createdAt',
    tone: 'quiet',
    cell: (row) => (
      <>
        <When at={row.createdAt} style="date" /> by {row.createdBy ?? 'the command line'}
      </>
    ),
  },
]

export function TokenStanding({ token }: { token: Pick<ShownToken, 'state' | 'endsSoon'> }) {
  if (token.state === 'revoked') return <State kind="blocked">revoked</State>
  if (token.state === 'expired') return <State kind="stale">expired</State>
  return token.endsSoon ? <State kind="stale">ends soon</State> : <State kind="passed">works</State>
}

type TokensTableProps = {
  rows: ShownToken[]
  total: number
  state: TokenListState
  layout: TableLayout | null
  mayWrite: boolean
}

export function TokensTable({ mayWrite, ...props }: TokensTableProps) {
  return (
    <DataTable
      {...props}
      name="tokens"
      label="API tokens"
      list={tokenList}
      columns={columns}
      empty={
        <EmptyState
          sentence="A token lets a program call the API: a CRM that syncs contacts, a handler that asks who is speaking."
          action={mayWrite ? <LinkButton href="/settings/tokens/new">Make the first token</LinkButton> : undefined}
          example={{ href: '/api/v1/openapi.json', label: 'What the API can do' }}
        />
      }
    />
  )
}
