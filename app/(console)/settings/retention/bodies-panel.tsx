import { formatBytes, formatNumber } from '@/components/ui/format-number'
import { KeyValues } from '@/components/ui/key-values'
import { Panel } from '@/components/ui/panel'
import { When } from '@/components/ui/when'
import type { Actor } from '@/lib/server/actor'
import { keptBodies } from '@/lib/settings/retention'
import { nextPurge } from '@/lib/settings/retention-rules'
import { PurgeButton } from './purge-button'

type BodiesPanelProps = { actor: Actor; days: number; mayPurge: boolean }

/** How many bodies are kept now, and what the next purge will empty. */
export async function BodiesPanel({ actor, days, mayPurge }: BodiesPanelProps) {
  const { bodies, bytes, oldestAt, due } = await keptBodies(actor, days)
  return (
    <Panel title="Bodies of deliveries">
      <div className="space-y-4">
        <KeyValues
          rows={[
            { key: 'Kept now', value: formatNumber(bodies) },
            { key: 'Together', value: formatBytes(bytes) },
            { key: 'Oldest', value: oldestAt ? <When at={oldestAt} style="full" /> : 'none' },
            { key: 'Due', value: due === 0 ? 'none is older than it is kept' : formatNumber(due) },
            { key: 'Next purge', value: <When at={nextPurge(new Date())} style="full" /> },
          ]}
        />
        {mayPurge ? <PurgeButton due={due} days={days} /> : null}
      </div>
    </Panel>
  )
}
