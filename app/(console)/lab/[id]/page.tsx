import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { KeyValues } from '@/components/ui/key-values'
import { Page } from '@/components/ui/page'
import { PageHead } from '@/components/ui/page-head'
import { Panel } from '@/components/ui/panel'
import { PrintButton } from '@/components/ui/print-button'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { expectedWords } from '@/lib/lab/outcome-words'
import { type RecordDetail, recordDetail } from '@/lib/lab/records'
import { isOpenFix, VERDICT_KEYS, VERDICT_QUESTIONS } from '@/lib/lab/vocabulary'
import { ownerChoices } from '@/lib/routing/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { RecordHistory } from '../../audit/record-history'
import { BeatView } from '../beat-view'
import { FixMark, ResultMark, VerdictMark } from '../marks'
import { EnterDialog } from './enter-dialog'
import { FixDialog } from './fix-dialog'

export const metadata: Metadata = { title: 'Test record' }

/** One payload at one target: three verdicts, what was expected and what happened, the evidence, and the fix. */
export default async function RecordPage({ params }: PageProps<'/lab/[id]'>) {
  const actor = await requireActor('lab:read')
  const record = await recordDetail(actor, (await params).id)
  if (!record) notFound()
  const owners = await ownerChoices(actor)
  return (
    <Page>
      <PageHead
        back={<TextLink href="/lab">Test records</TextLink>}
        title={record.title}
        sentence={<ResultMark result={record.result} />}
        actions={
          <>
            <PrintButton variant="ghost" />
            {record.result === 'waiting' && can(actor, 'lab:write') ? <EnterDialog record={record} /> : null}
            {record.mayChange && isOpenFix(record.fix) ? (
              <FixDialog record={record} owners={owners} mayHand={can(actor, 'lab:write')} />
            ) : null}
          </>
        }
      />
      <div className="space-y-4">
        <Panel title="What happened">
          <p className="max-w-prose text-[15px]">{record.sentence}</p>
        </Panel>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
          <Panel title="Three questions" padded={false}>
            <Verdicts record={record} />
          </Panel>
          <Panel title="The fix">
            <Facts record={record} />
          </Panel>
        </div>
        {record.evidence.beats.length > 0 ? (
          <Panel title="What was sent, and what came back" padded={false}>
            <ol>
              {record.evidence.beats.map((beat) => (
                <BeatView key={beat.wamid + beat.role} beat={beat} record={record} />
              ))}
            </ol>
          </Panel>
        ) : null}
        <div className="no-print">
          <Panel title="History">
            <RecordHistory actor={actor} subject={{ kind: 'test-record', id: record.id }} />
          </Panel>
        </div>
      </div>
    </Page>
  )
}

/** A list and no table: why is what people read, also on a phone. */
function Verdicts({ record: { verdicts, evidence } }: { record: RecordDetail }) {
  return (
    <ul>
      {VERDICT_KEYS.map((key) => (
        <li
          key={key}
          className="grid gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 text-control last:border-b-0 sm:grid-cols-[9rem_8rem_minmax(0,1fr)]"
        >
          <span className="font-medium">{VERDICT_QUESTIONS[key]}</span>
          <VerdictMark verdict={verdicts[key]} />
          <span className="[overflow-wrap:anywhere]">{evidence.verdicts?.[key].why ?? 'It was not sent.'}</span>
        </li>
      ))}
    </ul>
  )
}

function Facts({ record }: { record: RecordDetail }) {
  const { fix, owner, names, ranAt, runId, closedByRunId, before, expected } = record
  return (
    <KeyValues
      rows={[
        { key: 'Fix', value: <FixMark fix={fix} /> },
        { key: 'Owner', value: owner ?? 'nobody yet' },
        { key: 'Expected', value: expectedWords(expected) },
        { key: 'Target', value: names.target },
        { key: 'Plan', value: names.plan ?? 'fired without a plan' },
        {
          key: 'Run',
          value: (
            <TextLink href={`/lab/runs/${runId}`}>
              <When at={ranAt} style="full" />
            </TextLink>
          ),
        },
        ...(closedByRunId
          ? [{ key: 'Closed by', value: <TextLink href={`/lab/runs/${closedByRunId}`}>the run that passed</TextLink> }]
          : []),
        { key: 'Before', value: <Before before={before} /> },
      ]}
    />
  )
}

function Before({ before }: { before: RecordDetail['before'] }) {
  if (!before) return 'the first time it was sent'
  return (
    <>
      <TextLink href={`/lab/${before.id}`}>
        <ResultMark result={before.result} />
      </TextLink>{' '}
      {before.changed.length > 0 ? `; since then ${before.changed.join(' and ')} changed` : '; the same outcome'}
    </>
  )
}
