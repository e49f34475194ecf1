import { formatCount } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { When } from '@/components/ui/when'
import { type ErasureRow, lastErasures } from '@/lib/erasure/queries'
import type { Actor } from '@/lib/server/actor'

function gone({ counts }: ErasureRow): string {
  const { identifiers = 0, events = 0, bodies = 0, details = 0 } = counts
  return [
    formatCount(identifiers, 'identifier'),
    formatCount(events, 'event'),
    formatCount(bodies, 'body', 'bodies'),
    formatCount(details, 'audit detail'),
  ].join(', ')
}

/** The last persons erased: on which request, by whom, and how much went. */
export async function ErasuresPanel({ actor }: { actor: Actor }) {
  const { rows, total } = await lastErasures(actor)
  return (
    <Panel title="Persons erased" aside={total > 0 ? formatCount(total, 'person', 'persons') : undefined}>
      {rows.length === 0 ? (
        <p className="text-control text-ink-2">Nobody yet. A person is erased on their page under Contacts.</p>
      ) : (
        <ul className="space-y-2.5 text-control">
          {rows.map((row) => (
            <li key={row.id}>
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <span>
                  {row.reference}, by {row.by}
                </span>
                <When at={row.at} className="text-small text-ink-3" />
              </p>
              <p className="text-small text-ink-2">
                {gone(row)}. {row.doneAt ? 'Finished.' : 'Texts are still being looked through.'}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
