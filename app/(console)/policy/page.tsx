import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { PrintButton } from '@/components/ui/print-button'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { type PolicyView, readPolicyRoom } from '@/lib/policy/queries'
import { requestsWaitingFor } from '@/lib/policy/requests'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { currentWorkspace } from '@/lib/server/workspace'
import { PolicyHistory } from './policy-history'
import { PolicySheet } from './policy-sheet'
import { RequestDialog } from './request-dialog'
import { RoomHelp } from './room-help'
import { PolicyTabs } from './room-tabs'
import { StartDraft } from './start-draft'
import { TryName } from './try-name'

export const metadata: Metadata = { title: 'Naming policy' }

/** The policy in force, as it is followed and printed; without one, the way to the first. */
export default async function PolicyPage() {
  const actor = await requireActor('policy:read')
  const [{ active, draft }, workspace, waiting] = await Promise.all([
    readPolicyRoom(actor),
    currentWorkspace(actor),
    requestsWaitingFor(actor),
  ])
  const mayWrite = can(actor, 'policy:write')
  return (
    <Page>
      <div className="no-print">
        <PageHead
          title="Naming policy"
          sentence={<Standing active={active} draft={draft} />}
          actions={
            <>
              {active?.content ? <PrintButton variant="default" /> : null}
              {mayWrite && active && !draft ? <StartDraft label="Begin a new draft" /> : null}
              {active?.content && can(actor, 'policy:request') ? <RequestDialog content={active.content} /> : null}
            </>
          }
        />
        <PolicyTabs current="policy" />
      </div>
      <div className="mt-5 space-y-5 print:mt-0">
        {waiting.length > 0 ? (
          <div className="no-print">
            <Notice tone="careful" title={`${formatCount(waiting.length, 'request')} for a handle waits for you.`}>
              <TextLink href="/policy/requests?state=open">Decide</TextLink>
            </Notice>
          </div>
        ) : null}
        {active ? (
          <InForce actor={actor} active={active} business={workspace.name} />
        ) : (
          <NothingInForce draft={draft} mayWrite={mayWrite} />
        )}
        <RoomHelp />
      </div>
    </Page>
  )
}

function Standing({ active, draft }: { active: PolicyView | null; draft: PolicyView | null }) {
  if (!active)
    return draft ? 'A first draft is being written; nothing is in force.' : 'No naming policy is written yet.'
  return (
    <>
      Version {active.number} is in force since <When at={active.updatedAt} style="moment" />.
      {draft ? ` Version ${draft.number} is a draft.` : ''}
    </>
  )
}

type InForceProps = { actor: Parameters<typeof can>[0]; active: PolicyView; business: string }

function InForce({ actor, active, business }: InForceProps) {
  if (!active.content) {
    return (
      <Notice tone="problem">
        The policy in force cannot be read, so it judges nothing. Begin a new draft and put it in force.
      </Notice>
    )
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
      <Panel className="print:border-0 [&>div]:print:p-0">
        <PolicySheet business={business} title={`Version ${active.number}, in force`} content={active.content} />
      </Panel>
      <div className="no-print space-y-5">
        <TryName />
        <PolicyHistory actor={actor} id={active.id} />
      </div>
    </div>
  )
}

function NothingInForce({ draft, mayWrite }: { draft: PolicyView | null; mayWrite: boolean }) {
  if (draft) {
    return (
      <EmptyState
        sentence="A policy is in force when its scenarios come out as they must and an approver has signed exactly what it says."
        action={
          <LinkButton variant="primary" href="/policy/draft">
            Open the draft
          </LinkButton>
        }
      />
    )
  }
  return (
    <EmptyState
      sentence="The naming policy says on one page what a handle is made of, who may ask for one and who approves it. Without it every team makes a variation of its own."
      action={mayWrite ? <StartDraft label="Write the first draft" primary /> : undefined}
    />
  )
}
