import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { formatCount, formatNumber } from '@/components/ui/format-number'
import { KeepFresh } from '@/components/ui/keep-fresh'
import { KeyValues } from '@/components/ui/key-values'
import { Notice } from '@/components/ui/notice'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { PrintButton } from '@/components/ui/print-button'
import { Progress } from '@/components/ui/progress'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { CHANGE_WORDS, type Compared } from '@/lib/lab/compare-rules'
import type { RecordRow } from '@/lib/lab/records'
import { comparison, wholeRun } from '@/lib/lab/run-report'
import { listRuns, type RunRow } from '@/lib/lab/runs'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { FixMark, ResultMark, RunMark } from '../../marks'
import { OtherRun } from './other-run'
import { RunButtons } from './run-buttons'
import { RunExport } from './run-export'

export const metadata: Metadata = { title: 'Test run' }

/** One run: how far it is, what came of each payload, and what changed since the run before it. */
export default async function RunPage({ params, searchParams }: PageProps<'/lab/runs/[id]'>) {
  const actor = await requireActor('lab:read')
  const whole = await wholeRun(actor, (await params).id)
  if (!whole) notFound()
  const { run, records } = whole
  const { with: asked } = await searchParams
  const other = typeof asked === 'string' ? asked : null
  const [compared, others] = await Promise.all([
    comparison(actor, run, other),
    listRuns(actor, { filter: { planId: run.planId }, dir: 'desc', skip: 0, take: 20 }),
  ])
  const choices = run.planId ? others.rows.filter(({ id, state }) => id !== run.id && state === 'done') : []
  const isOpen = run.state === 'queued' || run.state === 'running'
  return (
    <Page>
      <PageHead
        back={<TextLink href="/lab/runs">Runs</TextLink>}
        title={run.names.plan ?? 'Payloads without a plan'}
        sentence={<RunMark state={run.state} />}
        actions={
          <>
            <PrintButton variant="ghost" />
            <RunExport runId={run.id} />
            {can(actor, 'lab:write') ? <RunButtons run={run} /> : null}
          </>
        }
      />
      <div className="space-y-4">
        {isOpen ? <Under run={run} /> : null}
        {run.problem ? (
          <Notice tone="problem" title="It could not be run">
            {run.problem}
          </Notice>
        ) : null}
        <Panel title="The run">
          <Facts run={run} />
        </Panel>
        {compared ? (
          <Panel
            title="Since the run before it"
            aside={<OtherRun runId={run.id} current={compared.other.id} choices={choices} />}
            padded={false}
          >
            <Changes changes={compared.changes} />
          </Panel>
        ) : null}
        {records.length > 0 ? (
          <Panel title="Payloads" padded={false} aside={formatCount(records.length, 'record')}>
            <Records records={records} />
          </Panel>
        ) : null}
      </div>
    </Page>
  )
}

function Under({ run }: { run: RunRow }) {
  return (
    <Panel>
      <KeepFresh />
      <Progress
        label="Sending"
        done={run.recorded}
        total={run.total}
        note="You can leave this page; the run goes on. What was sent keeps its record when it is cancelled."
      />
    </Panel>
  )
}

function Facts({ run }: { run: RunRow }) {
  const { passed, failed, total, names, startedAt, endedAt, startedBy, recorded } = run
  const rest = recorded - passed - failed
  return (
    <KeyValues
      rows={[
        { key: 'Passed', value: `${formatNumber(passed)} of ${formatNumber(total)}` },
        { key: 'Failed', value: formatNumber(failed) },
        ...(rest > 0
          ? [{ key: 'Neither', value: `${formatNumber(rest)} not told, waiting for a person, or not sent` }]
          : []),
        { key: 'Target', value: names.target },
        { key: 'People', value: names.dataset },
        { key: 'Started', value: <When at={startedAt} style="full" /> },
        { key: 'By', value: startedBy },
        ...(endedAt ? [{ key: 'Ended', value: <When at={endedAt} style="full" /> }] : []),
      ]}
    />
  )
}

function Changes({ changes }: { changes: Compared[] }) {
  if (changes.length === 0) return <p className="p-4 text-control text-ink-2">Every payload came to the same.</p>
  return (
    <PlainTable label="What changed" head={['Payload', 'Change', 'Now']}>
      {changes.map(({ title, change, after, before }) => (
        <tr key={title}>
          <Cell className="font-medium">
            <TextLink href={`/lab/${(after ?? before)?.id}`}>{title}</TextLink>
          </Cell>
          <Cell className="whitespace-nowrap">{CHANGE_WORDS[change]}</Cell>
          <Cell tone="quiet" className="min-w-56">
            {after?.sentence ?? '–'}
          </Cell>
        </tr>
      ))}
    </PlainTable>
  )
}

const WORST_FIRST = ['failed', 'untold', 'waiting', 'skipped', 'passed']

function Records({ records }: { records: RecordRow[] }) {
  const shown = [...records].sort((a, b) => WORST_FIRST.indexOf(a.result) - WORST_FIRST.indexOf(b.result))
  return (
    <PlainTable label="Payloads of this run" head={['Payload', 'Result', 'What happened', 'Fix', 'Owner']}>
      {shown.map(({ id, title, result, sentence, fix, owner }) => (
        <tr key={id}>
          <Cell className="min-w-32 font-medium">
            <TextLink href={`/lab/${id}`}>{title}</TextLink>
          </Cell>
          <Cell>
            <ResultMark result={result} />
          </Cell>
          <Cell className="min-w-64">{sentence}</Cell>
          <Cell>
            <FixMark fix={fix} />
          </Cell>
          <Cell tone="quiet">{owner ?? 'nobody'}</Cell>
        </tr>
      ))}
    </PlainTable>
  )
}
