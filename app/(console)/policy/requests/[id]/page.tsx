import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { requestDetail } from '@/lib/policy/requests'
import { requireActor } from '@/lib/server/session'
import { PolicyHistory } from '../../policy-history'
import { RequestFacts } from '../request-facts'

export const metadata: Metadata = { title: 'Request for a handle' }

/** One request with its verdict, its decision and its history. */
export default async function RequestPage({ params }: PageProps<'/policy/requests/[id]'>) {
  const actor = await requireActor('policy:read')
  const detail = await requestDetail(actor, (await params).id)
  if (!detail) notFound()
  return (
    <Page>
      <PageHead
        back={<TextLink href="/policy/requests">Requests for handles</TextLink>}
        title={<span className="machine">@{detail.name}</span>}
        sentence={`Asked for as “${detail.className}”.`}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
        <Panel>
          <RequestFacts detail={detail} />
        </Panel>
        <PolicyHistory actor={actor} id={detail.id} kind="handle-request" />
      </div>
    </Page>
  )
}
