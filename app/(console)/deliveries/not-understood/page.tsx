import type { Metadata } from 'next'
import { ListLayout } from '@/components/table/list-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { HelpPanel } from '@/components/ui/help-panel'
import { Mono } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { viewCounts } from '@/lib/deliveries/counts'
import { readLive } from '@/lib/deliveries/live'
import { listNotUnderstood, type UnknownGroup } from '@/lib/deliveries/not-understood'
import { numberChoices } from '@/lib/deliveries/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { GroupCard } from '../group-card'
import { RoomHead } from '../room-head'
import { RoomTabs } from '../room-tabs'

export const metadata: Metadata = { title: 'Not understood' }

/** What WhatsApp sent and this version does not know, by field and type. Nothing of it is lost. */
export default async function NotUnderstoodPage() {
  const actor = await requireActor('deliveries:read')
  const { mark } = await readLive(actor.workspaceId)
  const [{ groups, more }, counts, numbers] = await Promise.all([
    listNotUnderstood(actor),
    viewCounts(actor),
    numberChoices(actor),
  ])
  return (
    <ListLayout
      head={<RoomHead actor={actor} mark={mark} numbers={numbers} />}
      tabs={<RoomTabs actor={actor} counts={counts} at={{ page: 'not-understood' }} />}
      notice={
        more ? <Notice>Counted among the newest 20,000 that are not understood; there are older ones.</Notice> : null
      }
    >
      <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto px-[22px] py-4 max-md:px-3.5">
        {groups.length === 0 ? (
          <EmptyState sentence="Everything that arrived so far is understood. A field or a type that WhatsApp adds later will stand here, with how often it came." />
        ) : (
          <ul aria-label="Not understood, by field and type" className="max-w-[980px] space-y-3">
            {groups.map((group) => (
              <UnknownCard key={group.key} group={group} mayReplay={can(actor, 'deliveries:replay')} />
            ))}
          </ul>
        )}
        <div className="mt-5 max-w-[980px]">
          <Help />
        </div>
      </div>
    </ListLayout>
  )
}

function Help() {
  return (
    <HelpPanel
      good={[
        'What is new is seen here first, before production meets it.',
        'A field that nobody needs is unsubscribed in Meta’s app settings.',
        'After an update of Handrail that knows the type, everything of it is replayed.',
      ]}
      fails={[
        'A handler answers an unknown type with an error, and WhatsApp sends the whole delivery again for a week.',
        'A new type is dropped without a trace, and nobody can say since when.',
      ]}
    />
  )
}

function advice({ type }: UnknownGroup): string {
  return type === null
    ? 'If production depends on it, tell the developer who owns the webhook; otherwise unsubscribe the field in Meta’s app settings.'
    : 'If production depends on it, tell the developer who owns the webhook.'
}

function UnknownCard({ group, mayReplay }: { group: UnknownGroup; mayReplay: boolean }) {
  const { count, field, type, firstAt, lastAt } = group
  return (
    <GroupCard
      {...{ count, firstAt, lastAt, mayReplay }}
      kind={type === null ? 'Field' : `Type in ${field}`}
      title={<Mono>{type ?? (field || 'without a name')}</Mono>}
      advice={`Kept as it was received. ${advice(group)}`}
      filters={{ view: 'not-understood', what: group.key }}
    />
  )
}
