import type { Metadata } from 'next'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { type FirstWorkflow, firstWorkflow, type PathStep } from '@/lib/lab/first-workflow'
import { requireActor } from '@/lib/server/session'
import { LabTabs } from '../room-tabs'

export const metadata: Metadata = { title: 'First live workflow' }

/** One workflow first: identifiers mapped, payloads tested, script rewritten, and only then the entry points. */
export default async function FirstWorkflowPage() {
  const actor = await requireActor('lab:read')
  const path = await firstWorkflow(actor)
  return (
    <Page>
      <PageHead title="Lab" sentence={sentenceOf(path)} />
      <LabTabs current="first" />
      <div className="mt-5">
        {path.workflow ? (
          <Panel title={`“${path.workflow}” goes live first`} padded={false}>
            <ol>
              {path.steps.map((step, i) => (
                <Step key={step.key} step={step} place={i + 1} />
              ))}
            </ol>
          </Panel>
        ) : (
          <EmptyState
            sentence="Choose the one workflow that goes live first, usually inbound support from WhatsApp to the CRM to the agent inbox. What breaks there is seen early and mended once."
            action={<LinkButton href="/routing">Go to the workflows</LinkButton>}
          />
        )}
      </div>
    </Page>
  )
}

function sentenceOf({ workflow, steps }: FirstWorkflow): string {
  if (!workflow) return 'No workflow is marked as the first to go live.'
  const next = steps.find(({ done }) => !done)
  return next ? `Next: ${next.title.toLowerCase()}.` : 'All four steps are done.'
}

function Step({ step, place }: { step: PathStep; place: number }) {
  const { title, why, done, waitsFor, sentence, owner, href, link, lastRun } = step
  return (
    <li className="grid gap-2 border-b border-line p-4 last:border-b-0 sm:grid-cols-[2rem_minmax(0,1fr)_auto]">
      <span className="tabular text-[20px] text-ink-3">{place}</span>
      <div className="min-w-0 space-y-1">
        <h3 className="flex flex-wrap items-center gap-2">
          {title}
          {waitsFor ? <Chip>after “{waitsFor}”</Chip> : null}
        </h3>
        <p className="max-w-prose text-control text-ink-2">{why}</p>
        <p className="text-control">{sentence}</p>
        {lastRun ? (
          <p className="text-control">
            <TextLink href={`/lab/runs/${lastRun.id}`}>
              The last run of its plan, <When at={lastRun.at} />
            </TextLink>
          </p>
        ) : null}
        <p className="text-small text-ink-3">{owner}</p>
      </div>
      <div className="flex flex-col items-start gap-2 sm:items-end">
        <State kind={done ? 'passed' : waitsFor ? 'waiting' : 'blocked'}>{done ? 'done' : 'to do'}</State>
        {href ? <TextLink href={href}>{link}</TextLink> : null}
      </div>
    </li>
  )
}
