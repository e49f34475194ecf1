import type { Metadata } from 'next'
import { Suspense } from 'react'
import { formatCount } from '@/components/ui/format-number'
import { MonoBlock } from '@/components/ui/mono'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { currentWorkspace } from '@/lib/server/workspace'
import { SettingsFrame } from '../settings-frame'
import { BodiesPanel } from './bodies-panel'
import { ErasuresPanel } from './erasures-panel'
import { KeptTable } from './kept-table'
import { PurgesPanel } from './purges-panel'

export const metadata: Metadata = { title: 'Retention and data' }

/** What is kept, for how long, and how to take it all away. */
export default async function DataPage() {
  const actor = await requireActor('settings:read')
  const workspace = await currentWorkspace(actor)
  const days = workspace.bodyRetentionDays
  const mayWrite = can(actor, 'settings:write')
  return (
    <SettingsFrame
      actor={actor}
      current="retention"
      sentence={`Bodies of deliveries are kept for ${formatCount(days, 'day')}; what they meant stays.`}
    >
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,400px)]">
        <Panel title="What is kept, and for how long" padded={false}>
          <KeptTable days={days} mayChange={mayWrite} />
        </Panel>
        <div className="space-y-4">
          <Suspense fallback={<PanelSkeleton title="Bodies of deliveries" />}>
            <BodiesPanel actor={actor} days={days} mayPurge={mayWrite} />
          </Suspense>
          <Suspense fallback={<PanelSkeleton title="Persons erased" />}>
            <ErasuresPanel actor={actor} />
          </Suspense>
          <Suspense fallback={<PanelSkeleton title="Last purges" />}>
            <PurgesPanel actor={actor} />
          </Suspense>
          <Panel title="Backups">
            <div className="space-y-3 text-control text-ink-2">
              <p>
                One file holds the database and the keys that open it. Make it on the machine Handrail runs on, while it
                runs, and keep it where the machine cannot lose it.
              </p>
              <MonoBlock label="Command that makes a backup">npm run handrail -- backup handrail.backup</MonoBlock>
              <p>How to schedule, restore and test one is written in docs/operating.md.</p>
            </div>
          </Panel>
        </div>
      </div>
    </SettingsFrame>
  )
}

function PanelSkeleton({ title }: { title: string }) {
  return (
    <Panel title={title}>
      <div className="space-y-2.5">
        <Skeleton className="h-4 w-2/3" />
        <Skeleton className="h-4 w-1/2" />
        <Skeleton className="h-4 w-3/5" />
      </div>
    </Panel>
  )
}
