import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { KeyValues } from '@/components/ui/key-values'
import { Mono } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { checkDetail } from '@/lib/field-map/checks'
import { requireActor } from '@/lib/server/session'
import { CheckVerdict, CONVERSATIONS, Conversation, Reached } from '../../check-view'

export const metadata: Metadata = { title: 'Two-conversation check' }

/** One run of the check as evidence: both conversations, where each arrived, and why. */
export default async function CheckPage({ params }: PageProps<'/field-map/checks/[id]'>) {
  const actor = await requireActor('field-map:read')
  const check = await checkDetail(actor, (await params).id)
  if (!check) notFound()
  const { evidence, problems } = check
  return (
    <Page>
      <PageHead
        back={<TextLink href="/field-map/checks">Two-conversation checks</TextLink>}
        title="Two conversations, one record?"
        sentence={<CheckVerdict check={check} />}
      />
      <div className="space-y-4">
        {problems.length > 0 ? (
          <Notice tone="problem" title="Why it did not pass">
            {problems.join(' ')}
          </Notice>
        ) : null}
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
          {evidence.steps.map((step, i) => (
            <Panel key={step.carries} title={CONVERSATIONS[i]} aside={<Reached step={step} />}>
              <Conversation step={step} />
            </Panel>
          ))}
        </div>
        <Panel title="The run">
          <KeyValues
            rows={[
              { key: 'Run', value: <When at={check.ranAt} style="full" /> },
              { key: 'By', value: check.ranBy },
              { key: 'On', value: check.number },
              { key: 'Test contact', value: <Mono>{evidence.crmContactId}</Mono> },
              { key: 'Map', value: check.outdated ? 'changed since' : 'as it is today' },
              { key: 'Left behind', value: 'nothing: the contact and its messages were taken back' },
            ]}
          />
        </Panel>
      </div>
    </Page>
  )
}
