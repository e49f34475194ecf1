import { CalendarDays, MapPinned } from 'lucide-react'
import type { Metadata } from 'next'
import { LinkButton } from '@/components/ui/link-button'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { When } from '@/components/ui/when'
import { readOverview } from '@/lib/overview/queries'
import { requireActor } from '@/lib/server/session'
import { dayAt } from '@/lib/shared/zone-time'
import { BlockersPanel } from './blockers-panel'
import { CoveragePanel } from './coverage-panel'
import { DeliveriesPanel } from './deliveries-panel'
import { EntryPointsPanel } from './entry-points-panel'
import { GatesPanel } from './gates-panel'
import { NextDaysPanel } from './next-days-panel'
import { WaitingPanel } from './waiting-panel'
import { WavesPanel } from './waves-panel'

export const metadata: Metadata = { title: 'Overview' }

/** What is the state, what is in the way, what do I do next. */
export default async function OverviewPage() {
  const actor = await requireActor('overview:read')
  const now = new Date()
  const overview = await readOverview(actor, now)
  const { rollout } = overview
  return (
    <Page>
      <PageHead
        title={overview.title}
        sentence={
          <>
            {overview.sentence}
            {overview.opensAt ? (
              <>
                {' '}
                {overview.opensAt > now ? 'The release window opens' : 'The release window opened'}{' '}
                <When at={overview.opensAt} style="full" />.
              </>
            ) : null}
          </>
        }
        actions={
          <>
            <LinkButton icon={<CalendarDays />} href="/calendar">
              Open the calendar
            </LinkButton>
            <LinkButton variant="primary" icon={<MapPinned />} href="/entry-points">
              Open the sheet
            </LinkButton>
          </>
        }
      />
      <div className="mb-4 grid gap-4">
        <GatesPanel wave={rollout.next} gates={overview.gates} />
        <WavesPanel rollout={rollout} now={now} />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)]">
        <div className="grid gap-4">
          <BlockersPanel blockers={overview.blockers} />
          <DeliveriesPanel deliveries={overview.deliveries} />
        </div>
        <div className="grid gap-4">
          <WaitingPanel
            blockers={overview.mine}
            ownOpen={overview.ownOpen}
            toDecide={overview.toDecide}
            person={actor.memberId}
          />
          <NextDaysPanel entries={overview.nextDays} today={dayAt(now, rollout.zone)} />
          <CoveragePanel coverage={overview.coverage} forecast={overview.forecast} />
        </div>
        <EntryPointsPanel counts={overview.entryPoints} forgotten={overview.forgotten} />
      </div>
    </Page>
  )
}
