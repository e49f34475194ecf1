import type { Metadata } from 'next'
import { EmptyState } from '@/components/ui/empty-state'
import { formatCount } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { When } from '@/components/ui/when'
import { problemWords } from '@/lib/routing/problem-words'
import { listRuleVersions, type RulesView, readRules } from '@/lib/routing/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { RoutingTabs } from '../room-tabs'
import { RuleList } from './rule-list'
import { RulesEditor } from './rules-editor'
import { Versions } from './versions'

export const metadata: Metadata = { title: 'Routing rules' }

/** The ordered rules that decide where a message lands; each save is a version, and one is active. */
export default async function RulesPage() {
  const actor = await requireActor('routing:read')
  const [view, versions] = await Promise.all([readRules(actor), listRuleVersions(actor)])
  const mayWrite = can(actor, 'routing:write')
  return (
    <Page>
      <PageHead title="Workflows" sentence={<Standing view={view} />} />
      <RoutingTabs current="rules" />
      <div className="mt-5 grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="space-y-4">
          {view.damaged ? (
            <Notice tone="problem">
              The stored rules cannot be read, so every message goes to the default. Write them again, or restore an
              earlier version.
            </Notice>
          ) : null}
          {view.problems.map((problem) => (
            <Notice key={problemWords(problem)} tone="careful">
              {problemWords(problem)}
            </Notice>
          ))}
          {view.workflows.length === 0 ? (
            <EmptyState
              sentence="Rules lead to workflows, and there is none yet."
              action={
                <LinkButton variant="primary" href="/routing">
                  Add a workflow
                </LinkButton>
              }
            />
          ) : mayWrite ? (
            <RulesEditor key={view.version} view={view} />
          ) : (
            <RuleList view={view} />
          )}
        </div>
        <Panel title="Versions" aside={formatCount(versions.length, 'version')} padded={false}>
          <Versions versions={versions} current={view.version} mayRestore={mayWrite} />
        </Panel>
      </div>
    </Page>
  )
}

function Standing({ view }: { view: RulesView }) {
  if (view.version === 0) return 'No rules yet: messages are recognised, and go nowhere.'
  return (
    <>
      Version {view.version} is active: {formatCount(view.rules.length, 'rule')} and a default.
      {view.savedAt ? (
        <>
          {' '}
          Saved {view.savedBy ? `by ${view.savedBy} ` : ''}
          <When at={view.savedAt} style="relative" />.
        </>
      ) : null}
    </>
  )
}
