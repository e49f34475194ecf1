import type { ReactNode } from 'react'
import { formatNumber } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { When } from '@/components/ui/when'
import { type EventListState, eventList } from './list'
import { ReplayDialog } from './replay-dialog'

type GroupCardProps = {
  /** How many events, and whether there are more than were counted. */
  count: number
  more?: boolean
  kind: string
  title: ReactNode
  advice: string
  firstAt: Date
  lastAt: Date
  /** Follows the two times, such as the code of a failure. */
  detail?: ReactNode
  /** The filters that show exactly these events. */
  filters: Partial<EventListState['filters']>
  mayReplay: boolean
}

/** Events that have one thing in common: what it is, how often, since when, what to do, and all of them replayed. */
export function GroupCard({ count, more = false, kind, title, advice, ...rest }: GroupCardProps) {
  const start = eventList.parse('')
  return (
    <li className="rounded-lg border border-line bg-surface">
      <div className="flex flex-wrap items-start gap-x-5 gap-y-3 px-4 py-3.5">
        <p className="tabular w-20 shrink-0 text-section font-semibold">
          {formatNumber(count)}
          {more ? '+' : ''}
          <span className="block text-small font-normal text-ink-2">{count === 1 ? 'event' : 'events'}</span>
        </p>
        <div className="min-w-0 flex-1 basis-72">
          <p className="text-small text-ink-2">{kind}</p>
          <h2 className="mt-0.5 break-words">{title}</h2>
          <p className="mt-1 text-control text-ink-2">{advice}</p>
          <p className="mt-2 text-small text-ink-2">
            First <When at={rest.firstAt} />, last <When at={rest.lastAt} /> (
            <When at={rest.lastAt} style="relative" />){rest.detail}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <LinkButton size="sm" href={eventList.href(start, { filters: rest.filters })}>
            Show the events
          </LinkButton>
          {rest.mayReplay ? (
            <ReplayDialog
              label="Replay all"
              selection={{ kind: 'filter', count }}
              filters={{ ...start.filters, ...rest.filters }}
              small
            />
          ) : null}
        </div>
      </div>
    </li>
  )
}
