import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { PageHead } from '@/components/ui/page-head'
import { listTokens } from '@/lib/members/tokens'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { scopeWords } from '@/lib/settings/scopes'
import { endsSoon, tokenState } from '@/lib/settings/token-rules'
import { SettingsTabs } from '../settings-tabs'
import { type TokenListState, tokenList } from './list'
import { TokenPanel } from './token-panel'
import { TokensHelp } from './tokens-help'
import { TokensTable } from './tokens-table'

export const metadata: Metadata = { title: 'API tokens' }

const STATE_WORDS = { live: 'tokens that work', ended: 'tokens that were revoked or have expired' } as const

/** Programs that call the API, and what each may do. */
export default async function TokensPage({ searchParams }: PageProps<'/settings/tokens'>) {
  const actor = await requireActor('tokens:read')
  const state = await tokenList.load(searchParams)
  const [found, layout] = await Promise.all([listTokens(actor), readTableLayout('tokens')])
  const now = new Date()
  const tokens = found.map((token) => ({
    ...token,
    state: tokenState(token, now),
    endsSoon: endsSoon(token, now),
    words: scopeWords(token.scopes),
  }))
  const live = tokens.filter((token) => token.state === 'live').length
  const wanted = state.filters.state
  const rows = tokens.filter((token) => wanted === null || (token.state === 'live') === (wanted === 'live'))
  const { skip, take } = tokenList.window(state)
  const shown = rows.slice(skip, skip + take)
  const open = tokens.find((token) => token.id === state.open)
  const mayWrite = can(actor, 'tokens:write')
  return (
    <ListLayout
      head={
        <PageHead
          inList
          title="Settings"
          sentence={`${formatCount(live, 'API token')} in use, ${formatNumber(tokens.length - live)} ended.`}
          actions={
            mayWrite ? (
              <LinkButton variant="primary" icon={<Plus />} href="/settings/tokens/new">
                Make a token
              </LinkButton>
            ) : undefined
          }
        />
      }
      tabs={<SettingsTabs actor={actor} current="tokens" />}
      filter={<TokenFilter state={state} />}
      notice={<TokensHelp />}
      panel={open ? <TokenPanel key={open.id} token={open} rows={shown} state={state} mayWrite={mayWrite} /> : null}
    >
      <TokensTable rows={shown} total={rows.length} state={state} layout={layout} mayWrite={mayWrite} />
    </ListLayout>
  )
}

function TokenFilter({ state }: { state: TokenListState }) {
  const wanted = state.filters.state
  return (
    <FilterBar clearHref={tokenList.isFiltered(state) ? tokenList.clearHref(state) : undefined}>
      Showing
      <FilterChoice
        label="State"
        text={wanted ? STATE_WORDS[wanted] : 'every token'}
        options={([null, 'live', 'ended'] as const).map((value) => ({
          href: tokenList.href(state, { filters: { state: value } }),
          label: value ? STATE_WORDS[value] : 'every token',
          current: wanted === value,
        }))}
      />
    </FilterBar>
  )
}
