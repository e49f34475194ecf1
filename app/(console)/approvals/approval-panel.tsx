import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { When } from '@/components/ui/when'
import { approvalPanel, type ApprovalPanel as PanelFacts } from '@/lib/approvals/panel'
import type { SubjectRef } from '@/lib/approvals/vocabulary'
import type { Actor } from '@/lib/server/actor'
import { DecideButtons, RemindButton, RequestButton, WithdrawButton } from './approval-buttons'
import { ApprovalStateMark } from './approval-state'
import { ContentChanges } from './content-changes'
import { policyWords } from './policy-words'
import { Votes } from './votes'

/**
 * The sign-off of one subject, for the page of any room: where it stands, who decides, what is asked about, and the next
 * step. Shows nothing when the workspace has no such subject.
 */
export async function ApprovalPanel({ actor, subject }: { actor: Actor; subject: SubjectRef }) {
  const panel = await approvalPanel(actor, subject)
  if (!panel) return null
  return (
    <Panel id="sign-off" title="Sign-off" aside={<ApprovalStateMark state={panel.state} />}>
      <div className="space-y-4">
        <Standing panel={panel} />
        <Steps panel={panel} />
        {panel.state === 'approved' ? null : <Asked panel={panel} />}
      </div>
    </Panel>
  )
}

/** Where it stands and why, in sentences. */
function Standing({ panel }: { panel: PanelFacts }) {
  const { request, state, deciders, policy, radius } = panel
  return (
    <div className="space-y-2 text-control">
      {request ? (
        <p>
          {request.requestedBy} asked <When at={request.requestedAt} style="relative" />: “{request.reason}”
        </p>
      ) : null}
      {state === 'stale' ? (
        <Notice tone="careful">
          {request?.staleBecause ?? 'It was edited since.'} What was signed off is not what it says now.
        </Notice>
      ) : null}
      {request && request.votes.length > 0 ? <Votes votes={request.votes} /> : null}
      {state === 'open' ? (
        <p className="text-ink-2">
          {deciders.length > 0 ? `${deciders.join(', ')} can decide.` : 'Nobody can decide now.'}
          {request?.expiresAt ? (
            <>
              {' '}
              It expires <When at={request.expiresAt} style="full" />.
            </>
          ) : null}
        </p>
      ) : null}
      <p className="text-small text-ink-2">{policyWords(policy)}</p>
      {state === 'approved' && radius ? <p className="text-small text-ink-2">{radius}</p> : null}
    </div>
  )
}

/** What this person can do about it now. */
function Steps({ panel }: { panel: PanelFacts }) {
  const { request, ref, title, voices, whyNot, mayRequest, mayRemind, mayWithdraw, problems, state } = panel
  const open = state === 'open' && request
  return (
    <div className="space-y-2">
      {mayRequest && problems.length > 0 ? (
        <Notice title="Before anybody is asked:">{problems.join(' ')}</Notice>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        {mayRequest && problems.length === 0 ? (
          <RequestButton subject={ref} title={title} again={state !== 'none'} />
        ) : null}
        {open && voices.length > 0 ? (
          <DecideButtons deciding={{ id: request.id, title, contentHash: request.contentHash, voices }} />
        ) : null}
        {open && mayRemind ? <RemindButton id={request.id} /> : null}
        {open && mayWithdraw ? <WithdrawButton id={request.id} title={title} /> : null}
      </div>
      {open && whyNot ? <p className="text-small text-ink-2">{whyNot}</p> : null}
    </div>
  )
}

function Asked({ panel }: { panel: PanelFacts }) {
  const { changes, comparesWithApproved } = panel
  return (
    <div>
      <h3 className="mb-2 text-control font-[550]">
        {comparesWithApproved ? 'What changed since the last sign-off' : 'What would be signed'}
      </h3>
      <ContentChanges changes={changes} comparesWithApproved={comparesWithApproved} />
    </div>
  )
}
