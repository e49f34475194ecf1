import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { PrintButton } from '@/components/ui/print-button'
import { TextLink } from '@/components/ui/text-link'
import { type DecisionView, type HandlePage, readDecision } from '@/lib/handles/decision-view'
import { judgeCandidate } from '@/lib/handles/judge-name'
import { can } from '@/lib/server/actor'
import { type MemberActor, requireActor } from '@/lib/server/session'
import { ApprovalPanel } from '../../approvals/approval-panel'
import { RecordHistory } from '../../audit/record-history'
import { AtMeta } from '../at-meta'
import { CandidatesPanel } from '../candidates-panel'
import { DecisionFacts } from '../decision-facts'
import { DecisionForm } from '../decision-form'
import { DecisionSheet } from '../decision-sheet'
import { HandleState } from '../handle-state'
import { PollPanel } from '../poll-panel'
import { StartDecision } from '../start-decision'

export const metadata: Metadata = { title: 'Handle decision' }

type Found = { actor: MemberActor; page: HandlePage; decision: DecisionView }

/** One number: its name, where its customers land, who agreed, and who signed. Printed, it is the one page of step one. */
export default async function HandleDecisionPage({ params }: PageProps<'/handles/[id]'>) {
  const actor = await requireActor('handles:read')
  const page = await readDecision(actor, (await params).id)
  if (!page) notFound()
  const { decision, number } = page
  const name = decision?.chosen ?? decision?.approvedName
  return (
    <Page>
      <PageHead
        back={<TextLink href="/handles">Handles</TextLink>}
        title={name ? <span className="machine">@{name}</span> : `Handle for ${number.label}`}
        sentence={
          <>
            {number.label}, <span className="machine">{number.displayNumber}</span>, {number.portfolio}.{' '}
            {decision ? <HandleState state={decision.state} /> : 'Nobody has begun to decide.'}
          </>
        }
        actions={decision ? <PrintButton variant="default" /> : null}
      />
      {decision ? <Decision {...{ actor, page, decision }} /> : <NotBegun actor={actor} numberId={number.id} />}
    </Page>
  )
}

function NotBegun({ actor, numberId }: { actor: MemberActor; numberId: string }) {
  return (
    <EmptyState
      sentence="A handle is a routing decision: choose one name, write down where each kind of customer lands, ask the people who talk with them, and have it signed off."
      action={can(actor, 'handles:write') ? <StartDecision numberId={numberId} /> : undefined}
    />
  )
}

async function Decision({ actor, page, decision }: Found) {
  const mayWrite = can(actor, 'handles:write')
  const { standsFor } = decision.form
  const judged = await Promise.all(
    decision.candidates
      .filter(({ state }) => state !== 'rejected')
      .map(async ({ name }) => [name, await judgeCandidate(actor, { name, standsFor })] as const),
  )
  return (
    <>
      <DecisionSheet decision={decision} page={page} />
      <div className="no-print space-y-4">
        <Standing decision={decision} />
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)]">
          <div className="space-y-4">
            <CandidatesPanel decision={decision} judgements={new Map(judged)} mayWrite={mayWrite} />
            <Panel id="decision" title="Routing decision">
              {mayWrite ? (
                <DecisionForm key={decision.id} decision={decision} workflows={page.workflows} members={page.members} />
              ) : (
                <DecisionFacts decision={decision} workflows={page.workflows} />
              )}
            </Panel>
          </div>
          <div className="space-y-4">
            <PollPanel decision={decision} page={page} mayWrite={mayWrite} />
            <ApprovalPanel actor={actor} subject={{ kind: 'handle', subjectId: decision.id }} />
            <AtMeta
              decision={decision}
              numberId={page.number.id}
              mayWrite={mayWrite}
              maySetToken={can(actor, 'connections:write')}
            />
            <Panel title="History">
              <RecordHistory actor={actor} subject={{ kind: 'handle', id: decision.id }} />
            </Panel>
          </div>
        </div>
      </div>
    </>
  )
}

/** The one next step, and everything that stands before the sign-off. */
function Standing({ decision }: { decision: DecisionView }) {
  const { hurdles, next, state } = decision
  const tone = state === 'revoked' ? 'problem' : hurdles.length > 0 ? 'careful' : undefined
  return (
    <Notice {...(tone ? { tone } : {})} title={`Next: ${next.words}.`}>
      {hurdles.length > 0 ? (
        <ul className="space-y-0.5">
          {hurdles.map(({ part, sentence }) => (
            <li key={sentence}>
              <TextLink href={`#${part}`}>{sentence}</TextLink>
            </li>
          ))}
        </ul>
      ) : (
        'Nothing stands between the decision and its sign-off.'
      )}
    </Notice>
  )
}
