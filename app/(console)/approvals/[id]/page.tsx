import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { PrintButton } from '@/components/ui/print-button'
import { TextLink } from '@/components/ui/text-link'
import { approvalRecord } from '@/lib/approvals/record'
import { requireActor } from '@/lib/server/session'
import { ApprovalPanel } from '../approval-panel'
import { contentTitle, RecordContent, RecordFacts, RecordVotes } from '../record-sections'

export const metadata: Metadata = { title: 'Sign-off' }

/** The record of one request, as it is shown and printed; while it waits, with the decision itself. */
export default async function ApprovalPage({ params }: PageProps<'/approvals/[id]'>) {
  const actor = await requireActor('approvals:read')
  const { id } = await params
  const found = await approvalRecord(actor, id)
  if (!found.ok) notFound()
  const record = found.value
  const waits = record.ref && record.request.state === 'open'
  return (
    <Page>
      <PageHead
        back={<TextLink href="/approvals">Approvals</TextLink>}
        title={record.title}
        sentence={`${record.kind}. ${record.request.requestedBy} asked for a sign-off.`}
        actions={<PrintButton variant="default" />}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
        <div className="space-y-4">
          {waits && record.ref ? <ApprovalPanel actor={actor} subject={record.ref} /> : null}
          {waits ? null : (
            <Panel title={contentTitle(record)}>
              <RecordContent record={record} />
            </Panel>
          )}
        </div>
        <div className="space-y-4">
          <Panel title="Record">
            <RecordFacts record={record} />
          </Panel>
          <Panel title="Decisions">
            <RecordVotes record={record} />
          </Panel>
        </div>
      </div>
    </Page>
  )
}
