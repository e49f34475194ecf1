import { Shown } from '@/components/identity/reveal-scope'
import { Cell, PlainTable } from '@/components/table/plain-table'
import { Chip } from '@/components/ui/chip'
import { State, type StateKind } from '@/components/ui/state'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { ContactDetail, DetailEvent, DetailThread } from '@/lib/contacts/contact-detail'
import type { HistoryEntry } from '@/lib/contacts/history'

/** Where an answer goes: fixed by how the thread was opened, never changed by an edit here. */
function Reply({ thread }: { thread: DetailThread }) {
  if (!thread.reply) return <span className="text-ink-2">the group</span>
  return (
    <>
      <span className="font-sans text-ink-3">{thread.reply.field}</span>{' '}
      <Shown source={thread.id} masked={thread.reply.text} />
    </>
  )
}

export function Threads({ threads }: { threads: readonly DetailThread[] }) {
  if (threads.length === 0) return <p className="text-control text-ink-2">This person has not written yet.</p>
  return (
    <PlainTable label="Threads" head={['Number', 'Replies go', 'Workflow', 'Last message']}>
      {threads.map((thread) => (
        <tr key={thread.id}>
          <Cell>
            {thread.number} {thread.inReview ? <Chip tone="stale">in review</Chip> : null}
          </Cell>
          <Cell tone="machine" className="whitespace-nowrap">
            <Reply thread={thread} />
          </Cell>
          <Cell>{thread.workflow ?? <span className="text-ink-3">–</span>}</Cell>
          <Cell tone="quiet">
            <When at={thread.lastAt} />
          </Cell>
        </tr>
      ))}
    </PlainTable>
  )
}

const OUTCOME: Record<string, StateKind> = {
  matched: 'passed',
  linked: 'passed',
  created: 'open',
  conflict: 'blocked',
  failed: 'blocked',
  ambiguous: 'stale',
  pending: 'waiting',
  waiting: 'waiting',
}

function eventWords({ kind, type, status }: DetailEvent): string {
  if (kind === 'status') return status ? `status: ${status}` : 'status'
  if (kind === 'message') return type ? `${type} message` : 'message'
  return kind.replaceAll('-', ' ')
}

export function Events({ contact }: { contact: ContactDetail }) {
  const { events, moreEvents, crmContactId, name } = contact
  if (events.length === 0)
    return <p className="text-control text-ink-2">No event has been matched to this person yet.</p>
  const search = crmContactId ?? name
  return (
    <>
      <PlainTable label="Events" head={['When', 'What', 'Outcome', 'Number']}>
        {events.map((event) => (
          <tr key={event.id}>
            <Cell tone="quiet">
              <When at={event.at} />
            </Cell>
            <Cell>
              <TextLink href={`/deliveries?open=${event.id}`}>{eventWords(event)}</TextLink>
            </Cell>
            <Cell>
              <State kind={OUTCOME[event.outcome] ?? 'unverifiable'}>{event.outcome}</State>
            </Cell>
            <Cell>{event.number ?? <span className="text-ink-3">–</span>}</Cell>
          </tr>
        ))}
      </PlainTable>
      {moreEvents && search ? (
        <p className="px-4 py-2 text-small text-ink-2">
          The newest {events.length}.{' '}
          <TextLink href={`/deliveries?q=${encodeURIComponent(search)}`}>All of them in Deliveries</TextLink>
        </p>
      ) : null}
    </>
  )
}

export function History({ entries }: { entries: readonly HistoryEntry[] }) {
  if (entries.length === 0) return <p className="text-control text-ink-2">Nobody has changed this contact.</p>
  return (
    <ol aria-label="History" className="space-y-3 text-control">
      {entries.map((entry) => (
        <li key={entry.id}>
          <p>
            <b className="font-[550]">{entry.who}</b> {entry.what} ·{' '}
            <When at={entry.at} className="text-small text-ink-2" />
          </p>
          {entry.lines.length > 0 ? (
            <ul className="mt-0.5 text-small text-ink-2">
              {entry.lines.map((line) => (
                <li key={line.path} className="[overflow-wrap:anywhere]">
                  {line.path}: {line.before ?? 'nothing'} → {line.after ?? 'nothing'}
                </li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ol>
  )
}
