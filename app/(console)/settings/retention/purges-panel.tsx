import { formatCount } from '@/components/ui/format-number'
import { Panel } from '@/components/ui/panel'
import { When } from '@/components/ui/when'
import type { Actor } from '@/lib/server/actor'
import { lastPurges } from '@/lib/settings/retention'

/** The last times bodies were emptied, from the audit log. */
export async function PurgesPanel({ actor }: { actor: Actor }) {
  const purges = await lastPurges(actor)
  return (
    <Panel title="Last purges">
      {purges.length === 0 ? (
        <p className="text-control text-ink-2">None yet: nothing has been older than it is kept.</p>
      ) : (
        <ul className="space-y-1.5 text-control">
          {purges.map((purge) => (
            <li key={purge.id} className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span>
                {formatCount(purge.bodies, 'body', 'bodies')}
                {purge.byHand ? ', by hand' : ''}
              </span>
              <When at={purge.at} className="text-small text-ink-3" />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
