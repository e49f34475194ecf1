import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { PrintButton } from '@/components/ui/print-button'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { policyVersion } from '@/lib/policy/queries'
import type { ScenarioResult } from '@/lib/policy/scenario-rules'
import { CLASS_WORDS, SCENARIO_WORDS } from '@/lib/policy/words'
import { requireActor } from '@/lib/server/session'
import { currentWorkspace } from '@/lib/server/workspace'
import { ApprovalPanel } from '../../../approvals/approval-panel'
import { PolicyHistory } from '../../policy-history'
import { PolicySheet } from '../../policy-sheet'
import { PolicyStateMark } from '../../policy-state'
import { Differences } from '../differences'

export const metadata: Metadata = { title: 'Version of the naming policy' }

const TITLES = { draft: 'draft', active: 'in force', retired: 'no longer in force' } as const

/** One version as a page, with its scenarios and what it changed. */
export default async function VersionPage({ params }: PageProps<'/policy/versions/[number]'>) {
  const actor = await requireActor('policy:read')
  const number = Number((await params).number)
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000) notFound()
  const [found, workspace] = await Promise.all([policyVersion(actor, number), currentWorkspace(actor)])
  if (!found) notFound()
  const { view, changes } = found
  return (
    <Page>
      <div className="no-print">
        <PageHead
          back={<TextLink href="/policy/versions">Versions of the naming policy</TextLink>}
          title={`Version ${number}`}
          sentence={<PolicyStateMark state={view.state} />}
          actions={view.content ? <PrintButton variant="default" /> : null}
        />
      </div>
      {view.content ? (
        <Panel className="print:border-0 [&>div]:print:p-0">
          <PolicySheet
            business={workspace.name}
            title={`Version ${number}, ${TITLES[view.state]}`}
            content={view.content}
          />
        </Panel>
      ) : (
        <Notice tone="problem">This version cannot be read as a policy.</Notice>
      )}
      <div className="no-print mt-5 grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-2">
        <div className="space-y-5">
          <ApprovalPanel actor={actor} subject={{ kind: 'policy', subjectId: view.id }} />
          <Panel title="What it changed">
            <Differences changes={changes} />
          </Panel>
          <PolicyHistory actor={actor} id={view.id} />
        </div>
        <Panel title="Scenarios" padded={false}>
          <Scenarios results={view.checks?.run.results ?? []} />
        </Panel>
      </div>
    </Page>
  )
}

function Scenarios({ results }: { results: readonly ScenarioResult[] }) {
  return (
    <ol className="divide-y divide-line">
      {results.map(({ kind, text, proposals, passed }) => (
        <li key={`${kind}${text}`} className="space-y-2 p-4 text-control">
          <div className="flex flex-wrap items-center gap-2">
            <b className="font-[550]">{SCENARIO_WORDS[kind]}</b>
            {passed ? <State kind="passed">as it must</State> : <State kind="blocked">not as it must</State>}
          </div>
          <p className="text-ink-2">{text}</p>
          <ul className="space-y-1">
            {proposals.map(({ name, classKey, expected, asExpected }) => (
              <li key={`${name}${classKey}`} className="flex flex-wrap items-center gap-x-2">
                <code className="machine">@{name}</code>
                <span className="text-ink-2">
                  as {CLASS_WORDS[classKey].name.toLowerCase()} must be {expected}
                </span>
                {asExpected ? <State kind="passed">it is</State> : <State kind="blocked">it is not</State>}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
