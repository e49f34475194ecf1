import { When } from '@/components/ui/when'
import { type AuditDetail, historyOf } from '@/lib/audit/queries'
import { listWaves } from '@/lib/calendar/queries'
import type { Actor } from '@/lib/server/actor'
import { HISTORY_FIELDS, historyValue } from './history-words'

const SHOWN = 30

/** What happened to a row, newest first, from the audit log. */
export async function EntryHistory({ actor, id }: { actor: Actor; id: string }) {
  const [events, waves] = await Promise.all([historyOf(actor, { kind: 'entry-point', id }, SHOWN), listWaves(actor)])
  if (events.length === 0) return <p className="text-small text-ink-2">Nothing was changed since it was loaded.</p>
  const names = new Map(waves.map((wave) => [wave.id, wave.name]))
  return (
    <ol className="space-y-3 border-l border-line-2 pl-4">
      {events.map((event) => (
        <li key={event.id} className="text-control">
          <b className="font-[550]">{event.actor.name}</b> {event.words}{' '}
          <span className="text-small text-ink-2">
            <When at={event.at} style="moment" />
          </span>
          {event.action === 'entry-point.updated' ? <Changes event={event} waves={names} /> : null}
        </li>
      ))}
    </ol>
  )
}

function Changes({ event, waves }: { event: AuditDetail; waves: ReadonlyMap<string, string> }) {
  const known = event.lines.filter((line) => HISTORY_FIELDS[line.path])
  return (
    <ul className="mt-0.5 space-y-0.5 text-small text-ink-2">
      {known.map((line) => (
        <li key={line.path} className="[overflow-wrap:anywhere]">
          {HISTORY_FIELDS[line.path]}: {historyValue(line.path, line.before, waves)} →{' '}
          <span className="text-ink">{historyValue(line.path, line.after, waves)}</span>
        </li>
      ))}
    </ul>
  )
}
