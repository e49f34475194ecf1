import type { Metadata } from 'next'
import { Chip } from '@/components/ui/chip'
import { HelpPanel } from '@/components/ui/help-panel'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { LinkTabs } from '@/components/ui/tabs'
import { When } from '@/components/ui/when'
import { type RulesInForce, type RuleVersion, rulesInForce, ruleVersions } from '@/lib/duplicates/dedup'
import { DEDUP_SUBJECT_ID, type DedupRules } from '@/lib/duplicates/dedup-rules'
import { REASONS } from '@/lib/duplicates/pair-rules'
import { openPairCount } from '@/lib/duplicates/pairs'
import { openConflictCount } from '@/lib/duplicates/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { ApprovalPanel } from '../../approvals/approval-panel'
import { RecordHistory } from '../../audit/record-history'
import { pairList } from '../list'
import { pairTabs } from '../pair-tabs'
import { FLAGS, fieldsOf } from './fields-of'
import { labelOf, saidOf } from './rule-fields'
import { RulesForm } from './rules-form'

export const metadata: Metadata = { title: 'Duplicate rules' }

/** By which reasons contacts are suggested as duplicates, and what happens by itself; every version stays. */
export default async function DuplicateRulesPage() {
  const actor = await requireActor('duplicates:read')
  const [now, versions, open, conflicts] = await Promise.all([
    rulesInForce(actor),
    ruleVersions(actor),
    openPairCount(actor),
    openConflictCount(actor),
  ])
  const tabs = pairTabs(pairList.parse(''), { open, conflicts, here: 'rules' })
  return (
    <Page>
      <PageHead title="Duplicate rules" sentence={<InForce {...now} />} />
      <LinkTabs flush label="Views" tabs={tabs} />
      <div className="mt-5 space-y-4">
        {can(actor, 'duplicates:write') ? (
          <RulesForm key={now.version} version={now.version} rules={now.rules} />
        ) : (
          <Panel title="The rules in force">
            <AsWritten rules={now.rules} />
          </Panel>
        )}
        <Panel title="Versions">
          <Versions versions={versions} />
        </Panel>
        <ApprovalPanel actor={actor} subject={{ kind: 'dedup-rules', subjectId: DEDUP_SUBJECT_ID }} />
        <Panel title="History">
          <RecordHistory actor={actor} subject={{ kind: 'dedup-rules', id: DEDUP_SUBJECT_ID }} />
        </Panel>
        <HelpPanel
          good={[
            'What counts as evidence is written down, and what happens by itself is written down apart from it.',
            'Before rules change, somebody has counted how many contacts they would flag.',
            'A merge without a person happens in one narrow case, and only where the company has said so.',
          ]}
          fails={[
            'A similar name is taken for a person.',
            'The same household, the same switchboard, one person in the CRM.',
            'Rules change in the morning and nobody can say why the list is longer in the evening.',
          ]}
        />
      </div>
    </Page>
  )
}

function InForce({ version, since, by }: RulesInForce) {
  if (version === 0 || !since) return <>As Handrail begins; nobody has written a version yet.</>
  return (
    <>
      Version {version} is in force, written by {by} <When at={since} />.
    </>
  )
}

function AsWritten({ rules }: { rules: DedupRules }) {
  const fields = fieldsOf(rules)
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-6 gap-y-1 text-control sm:max-w-[560px]">
      {[...REASONS, 'least', 'crowd', ...FLAGS].map((name) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{labelOf(name)}</dt>
          <dd className="tabular text-right">{saidOf(name, fields[name] ?? '')}</dd>
        </div>
      ))}
    </dl>
  )
}

function Versions({ versions }: { versions: readonly RuleVersion[] }) {
  if (versions.length === 0) {
    return <p className="text-control text-ink-2">None yet. The first change writes version 1.</p>
  }
  return (
    <ol className="space-y-3 text-control">
      {versions.map(({ number, at, by, active, changes }) => (
        <li key={number}>
          <p className="flex flex-wrap items-baseline gap-x-2">
            <b className="font-[550]">Version {number}</b>
            <span className="text-ink-2">
              {by}, <When at={at} />
            </span>
            {active ? <Chip>in force</Chip> : null}
          </p>
          <ul className="mt-1 list-disc pl-4 text-ink-2">
            {changes.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  )
}
