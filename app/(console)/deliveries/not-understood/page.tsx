import type { Metadata } from 'next'
import { ListLayout } from '@/components/table/list-layout'
import { EmptyState } from '@/components/ui/empty-state'
import { formatNumber } from '@/components/ui/format-number'
import { HelpPanel } from '@/components/ui/help-panel'
import { LinkButton } from '@/components/ui/link-button'
import { Mono } from '@/components/ui/mono'
import { Notice } from '@/components/ui/notice'
import { When } from '@/components/ui/when'
import { viewCounts } from '@/lib/deliveries/counts'
import { readLive } from '@/lib/deliveries/live'
import { listNotUnderstood, type UnknownGroup } from '@/lib/deliveries/not-understood'
import { numberChoices } from '@/lib/deliveries/queries'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { eventList } from '../list'
import { ReplayDialog } from '../replay-dialog'
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
  const filters = { view: 'not-understood' as const, what: group.key }
  return (
    <li className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-start gap-x-5 gap-y-3 px-4 py-3.5">
        <p className="tabular w-20 shrink-0 text-section font-semibold">
          {formatNumber(group.count)}
          <span className="block text-small font-normal text-ink-2">{group.count === 1 ? 'event' : 'events'}</span>
        </p>
        <div className="min-w-0 flex-1 basis-72">
          <p className="text-small text-ink-2">{group.type === null ? 'Field' : `Type in ${group.field}`}</p>
          <h2 className="mt-0.5 break-words">
            <Mono>{group.type ?? (group.field || 'without a name')}</Mono>
          </h2>
          <p className="mt-1 text-control text-ink-2">Kept as it was received. {advice(group)}</p>
          <p className="mt-2 text-small text-ink-2">
            First <When at={group.firstAt} />, last <When at={group.lastAt} /> (
            <When at={group.lastAt} style="relative" />)
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <LinkButton size="sm" href={eventList.href(eventList.parse(''), { filters })}>
            Show the events
          </LinkButton>
          {mayReplay ? (
            <ReplayDialog
              label="Replay all"
              selection={{ kind: 'filter', count: group.count }}
              filters={{ ...eventList.parse('').filters, ...filters }}
              small
            />
          ) : null}
        </div>
      </div>
    </li>
  )
}
