import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { waveTitle } from '@/lib/calendar/entries'
import { listFeeds } from '@/lib/calendar/feeds'
import { wavesWithCounts } from '@/lib/calendar/queries'
import { requireActor } from '@/lib/server/session'
import { baseAddress } from '@/lib/settings/base-address'
import { FeedTable } from './feed-table'
import { NewFeed } from './new-feed'

export const metadata: Metadata = { title: 'Calendar addresses' }

/** Addresses for calendar programs: one's own work, or one wave. */
export default async function FeedsPage() {
  const actor = await requireActor('calendar:read')
  const [feeds, waves, asked] = await Promise.all([listFeeds(actor), wavesWithCounts(actor), headers()])
  return (
    <Page narrow>
      <PageHead
        back={<TextLink href="/calendar">Calendar</TextLink>}
        title="Calendar addresses"
        sentence="A calendar program that subscribes to an address shows the same dates, and follows their changes. It shows what its member may see and ends with the membership."
      />
      <div className="grid grid-cols-1 gap-4">
        <NewFeed base={baseAddress(asked)} waves={waves.map((wave) => ({ id: wave.id, title: waveTitle(wave) }))} />
        <Panel title="Living addresses" padded={false} className="relative">
          {feeds.length === 0 ? (
            <p className="px-4 py-6 text-prose text-ink-2">
              None yet. Whoever has an address can read it without signing in, so each is shown once and can be revoked.
            </p>
          ) : (
            <FeedTable feeds={feeds} />
          )}
        </Panel>
      </div>
    </Page>
  )
}
