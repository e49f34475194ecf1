import { IdentityStrip } from '@/components/identity/identity-strip'
import { Chip } from '@/components/ui/chip'
import { formatCount } from '@/components/ui/format-number'
import { KeyValues } from '@/components/ui/key-values'
import { MonoBlock } from '@/components/ui/mono'
import type { BeatRole } from '@/lib/lab/model'
import { payloadIdentity } from '@/lib/lab/payload-identity'
import type { RecordDetail } from '@/lib/lab/records'

const ROLES: Record<BeatRole, string> = {
  before: 'Sent before it',
  test: 'Under test',
  after: 'Sent after it, to see whether it took effect',
}

type Beat = RecordDetail['evidence']['beats'][number]

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

const said = (value: string | null | undefined): string => (value === undefined ? 'not told' : (value ?? 'none'))

/** One delivery of a case: whose identifiers it carries, what the target did, and both texts in full. */
export function BeatView({ beat, record }: { beat: Beat; record: RecordDetail }) {
  const { role, actual, body, signature } = beat
  const identity = payloadIdentity(body, { people: record.evidence.people, actual, at: record.ranAt })
  return (
    <li className="space-y-3 border-b border-line p-4 last:border-b-0">
      <h3 className="flex flex-wrap items-center gap-2">
        {ROLES[role]}
        {signature === 'wrong' ? <Chip>signed with a wrong secret</Chip> : null}
      </h3>
      {record.showsBodies ? (
        <IdentityStrip label={`Identity of the delivery: ${ROLES[role]}`} identity={identity} />
      ) : null}
      {actual ? (
        <KeyValues
          wide
          rows={[
            { key: 'Answer', value: answerWords(actual) },
            { key: 'Customer', value: said(actual.contact) },
            { key: 'Conversation', value: said(actual.thread) },
            { key: 'Workflow', value: said(actual.workflow) },
            { key: 'Error', value: said(actual.error) },
          ]}
        />
      ) : null}
      {record.showsBodies ? (
        <details className="no-print">
          <summary className="cursor-pointer text-control text-accent">Payload and answer in full</summary>
          <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-3 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
            <MonoBlock label="Payload">{pretty(body)}</MonoBlock>
            <MonoBlock label="Answer">{actual?.raw ? pretty(actual.raw) : 'nothing'}</MonoBlock>
          </div>
        </details>
      ) : null}
    </li>
  )
}

function answerWords({ status, noAnswer, tookMs, tries }: NonNullable<Beat['actual']>): string {
  const how = `${formatCount(tries, 'try', 'tries')}, ${formatCount(tookMs, 'millisecond')}`
  return status === null ? `none. ${noAnswer ?? ''}` : `${status} (${how})`
}
