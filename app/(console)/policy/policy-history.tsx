import { Panel } from '@/components/ui/panel'
import { When } from '@/components/ui/when'
import { historyOf } from '@/lib/audit/queries'
import type { Actor } from '@/lib/server/actor'

const SHOWN = 12

type Props = { actor: Actor; id: string; kind?: 'policy' | 'handle-request' }

/** What happened to one version or one request, newest first, from the audit log. */
export async function PolicyHistory({ actor, id, kind = 'policy' }: Props) {
  const events = await historyOf(actor, { kind, id }, SHOWN)
  return (
    <Panel title="History">
      {events.length === 0 ? <p className="text-small text-ink-2">Nothing was recorded yet.</p> : null}
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
    </Panel>
  )
}
