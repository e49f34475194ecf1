import type { Metadata } from 'next'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { readTableLayout } from '@/components/table/read-table-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { listTold, listWebhooks, type WebhookView } from '@/lib/webhooks/queries'
import { TELL_STATE_WORDS, TELL_STATES } from '@/lib/webhooks/vocabulary'
import { SettingsFrame } from '../settings-frame'
import { type ToldListState, toldList } from './list'
import { ToldTable } from './told-table'
import { WebhookCard } from './webhook-card'
import { WebhookDialog } from './webhook-dialog'

export const metadata: Metadata = { title: 'Webhooks' }

function Filter({ state, webhooks }: { state: ToldListState; webhooks: WebhookView[] }) {
  const { state: standing, webhookId } = state.filters
  const option = (label: string, change: Partial<ToldListState['filters']>, current: boolean) => ({
    ...{ label, current },
    href: toldList.href(state, { filters: change }),
  })
  const webhook = webhooks.find(({ id }) => id === webhookId)
  return (
    <FilterBar clearHref={toldList.isFiltered(state) ? toldList.clearHref(state) : undefined}>
      Showing messages that are
      <FilterChoice
        label="State"
        text={standing ? TELL_STATE_WORDS[standing] : 'in any state'}
        options={[
          option('in any state', { state: null }, standing === null),
          ...TELL_STATES.map((one) => option(TELL_STATE_WORDS[one], { state: one }, standing === one)),
        ]}
      />
      for
      <FilterChoice
        label="Address"
        text={webhook?.url ?? 'any address'}
        options={[
          option('any address', { webhookId: null }, !webhook),
          ...webhooks.map(({ id, url }) => option(url, { webhookId: id }, id === webhookId)),
        ]}
      />
    </FilterBar>
  )
}

/** Addresses of the company's own systems that are told when contacts change. */
export default async function WebhooksPage({ searchParams }: PageProps<'/settings/webhooks'>) {
  const actor = await requireActor('connections:read')
  const state = await toldList.load(searchParams)
  const { dir, filters } = state
  const [webhooks, { rows, total }, layout] = await Promise.all([
    listWebhooks(actor),
    listTold(actor, { ...toldList.window(state), dir, filter: filters }),
    readTableLayout('webhooks'),
  ])
  const mayWrite = can(actor, 'connections:write')
  const query = toldList.href(state, { page: 1, open: null }).split('?')[1]
  return (
    <SettingsFrame
      actor={actor}
      current="webhooks"
      sentence={`${formatCount(webhooks.length, 'address', 'addresses')} of your own systems told when contacts change.`}
      actions={mayWrite ? <WebhookDialog /> : null}
    >
      <div className="space-y-4">
        {webhooks.length === 0 ? (
          <EmptyState
            sentence="A CRM or an inbox that keeps contacts can be told when Handrail learns an identifier, merges two contacts or takes a merge back. Each message is signed, tried for three days, and names contacts by id alone."
            action={mayWrite ? <WebhookDialog /> : null}
          />
        ) : null}
        {webhooks.map((webhook) => (
          <WebhookCard key={webhook.id} webhook={webhook} mayWrite={mayWrite} />
        ))}
        {webhooks.length > 0 || total > 0 ? (
          <Panel title="What was told" padded={false}>
            <Filter state={state} webhooks={webhooks} />
            <ToldTable
              rows={rows}
              total={total}
              state={state}
              layout={layout}
              exportHref={query ? `/settings/webhooks/export?${query}` : '/settings/webhooks/export'}
            />
          </Panel>
        ) : null}
      </div>
    </SettingsFrame>
  )
}
