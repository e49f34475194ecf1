import { Panel } from '@/components/ui/panel'
import { When } from '@/components/ui/when'
import { historyOf } from '@/lib/audit/queries'
import type { Actor } from '@/lib/server/actor'

const SHOWN = 30

/** What happened to the wave, newest first, from the audit log. */
export async function WaveHistory({ actor, id }: { actor: Actor; id: string }) {
  const events = await historyOf(actor, { kind: 'wave', id }, SHOWN)
  return (
    <Panel title="History">
      {events.length === 0 ? (
        <p className="text-small text-ink-2">Nothing was changed since it was planned.</p>
      ) : (
        <ol className="space-y-3 border-l border-line-2 pl-4">
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
      )}
    </Panel>
  )
}
