import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { KeyValues } from '@/components/ui/key-values'
import { Mono } from '@/components/ui/mono'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { readTarget, type TargetRow } from '@/lib/lab/target-queries'
import { ANSWER_MODE_WORDS } from '@/lib/lab/vocabulary'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { ApprovalPanel } from '../../../approvals/approval-panel'
import { RecordHistory } from '../../../audit/record-history'
import { TargetDialog } from '../target-dialog'
import { TargetStanding } from '../targets-table'
import { ArchiveTarget } from './archive-target'

export const metadata: Metadata = { title: 'Lab target' }

/** One handler: where it is, how its outcome is learnt, and for production its sign-off. */
export default async function TargetPage({ params }: PageProps<'/lab/targets/[id]'>) {
  const actor = await requireActor('lab:read')
  const target = await readTarget(actor, (await params).id)
  if (!target) notFound()
  return (
    <Page>
      <PageHead
        back={<TextLink href="/lab/targets">Targets</TextLink>}
        title={target.name}
        sentence={<TargetStanding target={target} />}
        actions={
          can(actor, 'lab:write') ? (
            <>
              <ArchiveTarget target={{ id: target.id, version: target.version, archived: target.archived }} />
              <TargetDialog target={target} />
            </>
          ) : null
        }
      />
      <div className="space-y-4">
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
          <Panel title="Sending">
            <Sending target={target} />
          </Panel>
          <Panel title="Outcome">
            <Outcome target={target} />
          </Panel>
        </div>
        {target.isProduction ? (
          <ApprovalPanel actor={actor} subject={{ kind: 'lab-target', subjectId: target.id }} />
        ) : null}
        <Panel title="History">
          <RecordHistory actor={actor} subject={{ kind: 'lab-target', id: target.id }} />
        </Panel>
      </div>
    </Page>
  )
}

function Sending({ target: { url, sending } }: { target: TargetRow }) {
  return (
    <KeyValues
      rows={[
        { key: 'Address', value: <Mono>{url}</Mono> },
        { key: 'Signature', value: 'HMAC of the bytes with its own test secret' },
        { key: 'Answer within', value: `${sending.timeoutMs / 1_000} seconds` },
        { key: 'Tries', value: String(sending.retries + 1) },
        { key: 'Made ready', value: sending.prepareUrl ? <Mono>{sending.prepareUrl}</Mono> : 'by hand, before a run' },
      ]}
    />
  )
}

const PATHS = [
  ['contact', 'Customer'],
  ['thread', 'Conversation'],
  ['workflow', 'Workflow'],
  ['error', 'Error'],
  ['messageStatus', 'Status'],
] as const

function Outcome({ target: { answerMode, answerSpec } }: { target: TargetRow }) {
  const byPath = answerMode === 'response' || answerMode === 'lookup'
  return (
    <KeyValues
      rows={[
        { key: 'Learnt', value: ANSWER_MODE_WORDS[answerMode].title },
        ...(answerMode === 'lookup'
          ? [{ key: 'Asked at', value: <Mono>{answerSpec.lookupUrl || 'hidden'}</Mono> }]
          : []),
        ...(byPath
          ? PATHS.map(([key, label]) => ({
              key: label,
              value: answerSpec.paths[key] ? <Mono>{answerSpec.paths[key]}</Mono> : 'not asked for',
            }))
          : []),
        ...(answerMode === 'lookup' || answerMode === 'report'
          ? [{ key: 'Waited for', value: `${answerSpec.waitMs / 1_000} seconds` }]
          : []),
      ]}
    />
  )
}
