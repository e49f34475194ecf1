import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { numberChoices } from '@/lib/deliveries/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { RoutingTabs } from '../room-tabs'
import { Bench } from './bench'

export const metadata: Metadata = { title: 'Routing test bench' }

/** Asks the resolver and the rules about an imagined or a past message; nothing is changed. */
export default async function BenchPage({ searchParams }: PageProps<'/routing/bench'>) {
  const actor = await requireActor('routing:read')
  const [numbers, params] = await Promise.all([numberChoices(actor), searchParams])
  const eventId = typeof params.event === 'string' ? params.event : ''
  return (
    <Page>
      <PageHead
        title="Workflows"
        sentence="Try a message before it comes: who would be recognised, why, and where it would land. Nothing is stored."
      />
      <RoutingTabs current="bench" />
      <div className="mt-5">
        {numbers.length === 0 ? (
          <EmptyState
            sentence="The bench asks about a message to one of your numbers, and there is none yet."
            action={
              can(actor, 'settings:read') ? (
                <LinkButton variant="primary" href="/settings">
                  Add a number in Settings
                </LinkButton>
              ) : undefined
            }
          />
        ) : (
          <Bench key={eventId} numbers={numbers} eventId={eventId} />
        )}
      </div>
    </Page>
  )
}
