import { Inbox, MapPinned } from 'lucide-react'
import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { readOverview } from '@/lib/overview/queries'
import { requireActor } from '@/lib/server/session'
import { BlockersPanel } from './blockers-panel'
import { CoveragePanel } from './coverage-panel'
import { DeliveriesPanel } from './deliveries-panel'
import { EntryPointsPanel } from './entry-points-panel'
import { WaitingPanel } from './waiting-panel'

export const metadata: Metadata = { title: 'Overview' }

/** What is the state, what is in the way, what do I do next. */
export default async function OverviewPage() {
  const actor = await requireActor('overview:read')
  const overview = await readOverview(actor)
  return (
    <Page>
      <PageHead
        title={overview.title}
        sentence={overview.sentence}
        actions={
          <>
            <LinkButton icon={<Inbox />} href="/deliveries">
              Watch deliveries
            </LinkButton>
            <LinkButton variant="primary" icon={<MapPinned />} href="/entry-points">
              Open the sheet
            </LinkButton>
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
        <div className="grid gap-4">
          <BlockersPanel blockers={overview.blockers} />
          <DeliveriesPanel deliveries={overview.deliveries} />
        </div>
        <div className="grid gap-4">
          <WaitingPanel blockers={overview.mine} ownOpen={overview.ownOpen} person={actor.memberId} />
          <CoveragePanel coverage={overview.coverage} forecast={overview.forecast} />
        </div>
        <EntryPointsPanel counts={overview.entryPoints} />
      </div>
    </Page>
  )
}
