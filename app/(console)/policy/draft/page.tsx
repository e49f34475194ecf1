import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { When } from '@/components/ui/when'
import { type PolicyView, readPolicyRoom } from '@/lib/policy/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { currentWorkspace } from '@/lib/server/workspace'
import { ApprovalPanel } from '../../approvals/approval-panel'
import { PolicyHistory } from '../policy-history'
import { PolicySheet } from '../policy-sheet'
import { PolicyTabs } from '../room-tabs'
import { StartDraft } from '../start-draft'
import { DraftEditor } from './draft-editor'
import { PutInForce } from './put-in-force'

export const metadata: Metadata = { title: 'Draft of the naming policy' }

/** The next version while it is written: by those who may, read by everybody else. */
export default async function DraftPage() {
  const actor = await requireActor('policy:read')
  const [{ draft, active }, workspace] = await Promise.all([readPolicyRoom(actor), currentWorkspace(actor)])
  const mayWrite = can(actor, 'policy:write')
  const { id, number, version } = draft ?? { id: '', number: 0, version: 0 }
  return (
    <Page>
      <PageHead
        title="Naming policy"
        sentence={<Standing draft={draft} />}
        actions={
          draft?.content ? (
            <>
              <LinkButton href={`/policy/versions/${number}`}>See it as a page</LinkButton>
              {mayWrite ? (
                <PutInForce id={id} number={number} version={version} instead={active?.number ?? null} />
              ) : null}
            </>
          ) : null
        }
      />
      <PolicyTabs current="draft" />
      <div className="mt-5 space-y-5">
        {!draft ? <NoDraft mayWrite={mayWrite} hasActive={active !== null} /> : null}
        {draft && !draft.content ? (
          <Notice tone="problem">This draft cannot be read. Throw it away and begin anew.</Notice>
        ) : null}
        {draft?.content && mayWrite ? (
          <DraftEditor
            key={draft.id}
            id={draft.id}
            number={draft.number}
            saved={{ content: draft.content, scenarios: draft.scenarios, version: draft.version }}
          />
        ) : null}
        {draft?.content && !mayWrite ? (
          <Panel>
            <PolicySheet business={workspace.name} title={`Draft of version ${draft.number}`} content={draft.content} />
          </Panel>
        ) : null}
        {draft ? <ApprovalPanel actor={actor} subject={{ kind: 'policy', subjectId: draft.id }} /> : null}
        {draft ? <PolicyHistory actor={actor} id={draft.id} /> : null}
      </div>
    </Page>
  )
}

function Standing({ draft }: { draft: PolicyView | null }) {
  if (!draft) return 'No draft is being written.'
  const left = draft.checks?.problems.length ?? 0
  return (
    <>
      Version {draft.number} is a draft{draft.writtenBy ? `, begun by ${draft.writtenBy}` : ''}, saved{' '}
      <When at={draft.updatedAt} style="relative" />. {left === 0 ? 'Nothing is left to put right.' : ''}
    </>
  )
}

function NoDraft({ mayWrite, hasActive }: { mayWrite: boolean; hasActive: boolean }) {
  return (
    <EmptyState
      sentence={
        hasActive
          ? 'A version in force is never edited. A draft begins as a copy of it, and nothing changes until the draft is signed and put in force.'
          : 'The first draft begins with the usual patterns for the four classes, and the three scenarios every policy must answer.'
      }
      action={
        mayWrite ? <StartDraft label={hasActive ? 'Begin a new draft' : 'Write the first draft'} primary /> : undefined
      }
    />
  )
}
