import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RevealButton } from '@/components/identity/reveal-scope'
import { formatCount } from '@/components/ui/format-number'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { conflictDetail } from '@/lib/duplicates/conflict-detail'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { Answer, hasAnswer } from '../answer'
import { CompareLink } from '../compare-link'
import { Subtitle } from '../conflict-panel'
import { ConflictScope } from '../conflict-scope'
import { Evidence } from '../evidence'
import { AskTheCustomer, Events, History, HowItWasFound, Question, WhereMessagesWent } from '../sections'

export const metadata: Metadata = { title: 'Conflict' }

/** One conflict with everything known about it, at an address that other rooms and messages link to. */
export default async function ConflictPage({ params }: PageProps<'/duplicates/conflicts/[id]'>) {
  const actor = await requireActor('duplicates:read')
  const { id } = await params
  const found = await conflictDetail(actor, id)
  if (!found.ok) notFound()
  const detail = found.value
  return (
    <ConflictScope id={id}>
      <Page>
        <PageHead
          back={<TextLink href="/duplicates/conflicts">Conflicts</TextLink>}
          title={detail.headline}
          sentence={<Subtitle detail={detail} />}
          actions={
            <>
              {can(actor, 'identity:reveal') ? <RevealButton /> : null}
              <CompareLink actor={actor} detail={detail} />
            </>
          }
        />
        <div className="space-y-4">
          <Panel title="The evidence" aside={`seen in ${formatCount(detail.events.count, 'event')}`}>
            <Evidence detail={detail} shape="wide" />
          </Panel>
          <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
            <div className="space-y-4">
              <Panel title="What to find out">
                <Question detail={detail} />
              </Panel>
              <Panel title="Ask the customer">
                <AskTheCustomer detail={detail} />
              </Panel>
              {hasAnswer(detail) ? (
                <Panel title={detail.decided ? 'Decided' : 'Decide'}>
                  <Answer actor={actor} detail={detail} />
                </Panel>
              ) : null}
              <Panel title="History">
                <History detail={detail} />
              </Panel>
            </div>
            <div className="space-y-4">
              <Panel title="Where messages went" padded={detail.placements.length === 0}>
                <WhereMessagesWent detail={detail} />
              </Panel>
              <Panel title="How it was found">
                <HowItWasFound detail={detail} />
              </Panel>
              <Panel title="Events" padded={false}>
                <Events detail={detail} />
              </Panel>
            </div>
          </div>
        </div>
      </Page>
    </ConflictScope>
  )
}
