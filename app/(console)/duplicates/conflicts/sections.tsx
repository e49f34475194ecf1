import { Shown } from '@/components/identity/reveal-scope'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Chip } from '@/components/ui/chip'
import { CopyButton } from '@/components/ui/copy-button'
import { formatCount } from '@/components/ui/format-number'
import { type KeyValue, KeyValues } from '@/components/ui/key-values'
import { State } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { ConflictDetail, DetailEvent, DetailPlacement } from '@/lib/duplicates/conflict-detail'
import { SHOWN_WORDS } from '@/lib/duplicates/words'

/** What somebody has to find out, and on what grounds it is proposed. */
export function Question({ detail }: { detail: ConflictDetail }) {
  const { proposal, separated } = detail
  return (
    <div className="space-y-2 text-control">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <b className="font-[550]">{proposal.question}</b>
        {proposal.basis ? <Chip>rests on the {proposal.basis}</Chip> : null}
      </p>
      <p className="text-ink-2">{proposal.sentence}</p>
      {separated.length > 0 ? (
        <ul aria-label="Identifiers to be separated" className="space-y-1">
          {separated.map((row) => (
            <li key={row.id}>
              <span className="text-ink-2">{SHOWN_WORDS[row.kind]}</span>{' '}
              <span className="machine font-medium">
                <Shown source={row.id} masked={row.text} />
              </span>
              <span className="text-small text-ink-2">
                {row.portfolio ? ` in ${row.portfolio}` : ''}, since <When at={row.from} />
                {row.active ? '' : ', ended'}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}

/** What an agent may write to find out, what to do with the answer, and what must stay unsaid. */
export function AskTheCustomer({ detail }: { detail: ConflictDetail }) {
  const { say, next, never } = detail.verification
  return (
    <div className="space-y-2 text-control">
      <blockquote className="flex items-start gap-1 rounded-md border border-line bg-canvas py-2 pr-2 pl-3">
        <span className="min-w-0 flex-1">“{say}”</span>
        <CopyButton value={say} what="question" />
      </blockquote>
      <p className="text-ink-2">{next}</p>
      <p className="text-ink-2">{never}</p>
    </div>
  )
}

const OUTCOMES = { conflict: 'blocked', ambiguous: 'stale', matched: 'passed', linked: 'passed' } as const

function Outcome({ outcome }: { outcome: string }) {
  const kind = Object.hasOwn(OUTCOMES, outcome) ? OUTCOMES[outcome as keyof typeof OUTCOMES] : 'unverifiable'
  return <State kind={kind}>{outcome}</State>
}

function EventLink({ event }: { event: DetailEvent }) {
  return (
    <>
      <TextLink href={`/deliveries?open=${event.id}`}>{event.what}</TextLink>
      <span className="text-ink-2">
        , <When at={event.at} style="full" />
      </span>
    </>
  )
}

/** Which rule found it, and in which events it was seen. */
export function HowItWasFound({ detail }: { detail: ConflictDetail }) {
  const { rule, number, portfolio, events, openedAt, decidedAt } = detail
  const { first, last } = events
  const rows: (KeyValue | null)[] = [
    { key: 'Found by', value: rule },
    { key: 'Seen in', value: formatCount(events.count, 'event') },
    first && { key: 'First', value: <EventLink event={first} /> },
    last && last.id !== first?.id ? { key: 'Last', value: <EventLink event={last} /> } : null,
    number ? { key: 'Number', value: portfolio ? `${number}, ${portfolio}` : number } : null,
    { key: 'Opened', value: <When at={openedAt} style="full" /> },
    decidedAt && { key: 'Decided', value: <When at={decidedAt} style="full" /> },
  ]
  return <KeyValues rows={rows.filter((row) => row !== null)} />
}

/** The newest events of the conflict; each leads to Deliveries. */
export function Events({ detail }: { detail: ConflictDetail }) {
  const { count, newest } = detail.events
  return (
    <>
      <PlainTable label="Events" head={['Sent', 'What', 'Outcome']}>
        {newest.map((event) => (
          <tr key={event.id}>
            <Cell tone="quiet" className="whitespace-nowrap">
              <When at={event.at} />
            </Cell>
            <Cell>
              <TextLink href={`/deliveries?open=${event.id}`}>{event.what}</TextLink>
            </Cell>
            <Cell>
              <Outcome outcome={event.outcome} />
            </Cell>
          </tr>
        ))}
      </PlainTable>
      {count > newest.length ? (
        <p className="px-4 py-2 text-small text-ink-2">
          The newest {newest.length} of {formatCount(count, 'event')}.
        </p>
      ) : null}
    </>
  )
}

function Reply({ reply }: { reply: DetailPlacement['reply'] }) {
  if (!reply) return <span className="text-ink-2">the group</span>
  return (
    <>
      <span className="font-sans text-ink-3">{reply.field}</span> <Shown source={reply.source} masked={reply.text} />
    </>
  )
}

/** The conversations the messages have gone to in the meantime, and where an answer there goes. */
export function WhereMessagesWent({ detail }: { detail: ConflictDetail }) {
  const { placements } = detail
  if (placements.length === 0) {
    return <p className="text-control text-ink-2">None of its events opened or continued a conversation.</p>
  }
  return (
    <PlainTable label="Where messages went" head={['Conversation', 'Of', 'Replies go', 'Workflow', 'Its events']}>
      {placements.map((placement) => (
        <tr key={placement.id}>
          <Cell>
            {placement.number} <span className="machine whitespace-nowrap text-ink-2">{placement.short}</span>
          </Cell>
          <Cell>
            {placement.contact ? (
              <TextLink href={`/contacts/${placement.contact.id}`}>{placement.contact.label}</TextLink>
            ) : (
              <Chip tone="stale">{placement.inReview ? 'in review' : 'nobody'}</Chip>
            )}
          </Cell>
          <Cell tone="machine" className="whitespace-nowrap">
            <Reply reply={placement.reply} />
          </Cell>
          <Cell>{placement.workflow ?? <span className="text-ink-3">–</span>}</Cell>
          <Cell tone="end">{placement.events}</Cell>
        </tr>
      ))}
    </PlainTable>
  )
}

export function History({ detail }: { detail: ConflictDetail }) {
  return (
    <ol aria-label="History" className="space-y-1.5 text-control">
      {detail.history.map((entry) => (
        <li key={entry.id}>
          <b className="font-[550]">{entry.who}</b> {entry.what} ·{' '}
          <When at={entry.at} className="text-small text-ink-2" />
        </li>
      ))}
    </ol>
  )
}
