import { When } from '@/components/ui/when'
import { historyOf } from '@/lib/audit/queries'
import type { Actor } from '@/lib/server/actor'

const SHOWN = 12

type RecordHistoryProps = { actor: Actor; subject: { kind: string; id: string } }

/** What happened to one record, newest first, from the audit log. */
export async function RecordHistory({ actor, subject }: RecordHistoryProps) {
  const events = await historyOf(actor, subject, SHOWN)
  if (events.length === 0) return <p className="text-small text-ink-2">Nothing was recorded yet.</p>
  return (
    <ol className="space-y-2.5 border-l border-line-2 pl-4">
      {events.map((event) => (
        <li key={event.id} className="text-control">
          <b className="font-[550]">{event.actor.name}</b> {event.words}{' '}
          <span className="text-small text-ink-2">
            <When at={event.at} style="moment" />
          </span>
          {event.reason ? <span className="block text-small text-ink-2">“{event.reason}”</span> : null}
        </li>
      ))}
    </ol>
  )
}
