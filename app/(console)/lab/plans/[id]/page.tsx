import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Chip } from '@/components/ui/chip'
import { formatCount } from '@/components/ui/format-number'
import { KeyValues } from '@/components/ui/key-values'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { expectedWords } from '@/lib/lab/outcome-words'
import { type CaseView, type PlanDetail, planChoices, planDetail } from '@/lib/lab/plan-queries'
import { GROUP_WORDS, SCHEDULE_WORDS } from '@/lib/lab/vocabulary'
import { ownerChoices } from '@/lib/routing/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { RecordHistory } from '../../../audit/record-history'
import { payloadChoices } from '../payload-choices'
import { PlanDialog } from '../plan-dialog'
import { PlanStanding } from '../plans-table'
import { CaseDialog } from './case-dialog'
import { ArchivePlan, RunPlan } from './plan-buttons'

export const metadata: Metadata = { title: 'Test plan' }

/** One plan: what it fires at whom, and what is expected of each payload. */
export default async function PlanPage({ params }: PageProps<'/lab/plans/[id]'>) {
  const actor = await requireActor('lab:read')
  const plan = await planDetail(actor, (await params).id)
  if (!plan) notFound()
  const [choices, owners] = await Promise.all([planChoices(actor), ownerChoices(actor)])
  const mayWrite = can(actor, 'lab:write')
  const variations = plan.cases.filter(({ saved }) => !saved).map(({ variation }) => variation.name)
  return (
    <Page>
      <PageHead
        back={<TextLink href="/lab/plans">Plans</TextLink>}
        title={plan.name}
        sentence={<PlanStanding lastRun={plan.lastRun} />}
        actions={
          mayWrite ? (
            <>
              <ArchivePlan plan={{ id: plan.id, version: plan.version, archived: plan.archived }} />
              <PlanDialog choices={choices} payloads={payloadChoices()} plan={{ ...plan, variations }} />
              {plan.archived ? null : <RunPlan planId={plan.id} />}
            </>
          ) : null
        }
      />
      <div className="space-y-4">
        <Panel title="What it fires at whom">
          <Facts plan={plan} />
        </Panel>
        <Panel title="Payloads" padded={false} aside={formatCount(plan.cases.length, 'payload')}>
          <Cases plan={plan} owners={owners} mayWrite={mayWrite} />
        </Panel>
        <Panel title="History">
          <RecordHistory actor={actor} subject={{ kind: 'test-plan', id: plan.id }} />
        </Panel>
      </div>
    </Page>
  )
}

function Facts({ plan }: { plan: PlanDetail }) {
  const { target, targetId, dataset, number, workflow, options, lastRun, schedule, nextAt } = plan
  const times = options.repeat === 1 ? 'once' : `${options.repeat} times`
  return (
    <KeyValues
      wide
      rows={[
        { key: 'Target', value: targetId ? <TextLink href={`/lab/targets/${targetId}`}>{target}</TextLink> : target },
        { key: 'People', value: dataset ?? 'a dataset that is gone' },
        { key: 'Number', value: number ?? 'a number that is gone' },
        { key: 'Expected workflow', value: workflow ?? 'any' },
        {
          key: 'Each delivery',
          value: `${times}, ${options.disorder ? 'in another order in every run' : 'in the order of the pack'}`,
        },
        {
          key: 'Runs by itself',
          value: nextAt ? (
            <>
              {SCHEDULE_WORDS[schedule]}, next <When at={nextAt} style="full" />
            </>
          ) : (
            SCHEDULE_WORDS[schedule]
          ),
        },
        {
          key: 'Last run',
          value: lastRun ? (
            <TextLink href={`/lab/runs/${lastRun.id}`}>
              <When at={lastRun.startedAt} style="full" />
            </TextLink>
          ) : (
            'none yet'
          ),
        },
      ]}
    />
  )
}

type CasesProps = { plan: PlanDetail; owners: { id: string; name: string }[]; mayWrite: boolean }

function Cases({ plan, owners, mayWrite }: CasesProps) {
  const head = ['Payload', 'Why it is sent', 'Expected', 'Owner', ...(mayWrite ? [{ hidden: 'Change' }] : [])]
  return (
    <PlainTable label="Payloads of the plan" head={head}>
      {plan.cases.map((one) => (
        <tr key={one.id}>
          <Cell className="min-w-36 font-medium">
            <TextLink href={one.saved ? `/lab/saved/${one.saved.id}` : `/lab/payloads/${one.variation.name}`}>
              {one.saved?.name ?? one.variation.title}
            </TextLink>
            <span className="block text-small font-normal text-ink-3">{GROUP_WORDS[one.variation.group]}</span>
          </Cell>
          <Cell tone="quiet" className="min-w-48">
            {one.saved ? `Saved; judged like “${one.variation.title}”.` : one.variation.reason}
          </Cell>
          <Cell className="min-w-48">
            {expectedWords(one.expected)} <Marks one={one} />
          </Cell>
          <Cell tone="quiet">{one.owner ?? 'by its fault'}</Cell>
          {mayWrite ? (
            <Cell className="text-right">
              <CaseDialog one={caseOf(one)} plan={{ id: plan.id, version: plan.version }} owners={owners} />
            </Cell>
          ) : null}
        </tr>
      ))}
    </PlainTable>
  )
}

function caseOf({ id, variation, saved, expected, ownerId, text, profileName, body }: CaseView) {
  return { id, title: saved?.name ?? variation.title, expected, ownerId, text, profileName, body }
}

function Marks({ one }: { one: CaseView }) {
  return (
    <>
      {one.edited ? <Chip>changed</Chip> : null} {one.body ? <Chip>own payload</Chip> : null}
    </>
  )
}
