import { Eye } from 'lucide-react'
import type { Metadata } from 'next'
import { ListLayout } from '@/components/table/list-layout'
import { readTableLayout } from '@/components/table/read-table-layout'
import { buttonStyle } from '@/components/ui/button-style'
import { formatNumber } from '@/components/ui/format-number'
import { Notice } from '@/components/ui/notice'
import { viewCounts } from '@/lib/deliveries/counts'
import { eventDetail } from '@/lib/deliveries/event-detail'
import { failureOf, partsOfCause } from '@/lib/deliveries/failure'
import { SCAN_LIMIT } from '@/lib/deliveries/limits'
import { listEvents } from '@/lib/deliveries/list-events'
import { readLive } from '@/lib/deliveries/live'
import { numberChoices } from '@/lib/deliveries/queries'
import { conflictsOfEvent } from '@/lib/duplicates/queries'
import { type Actor, can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { EmptyRoom } from './empty-room'
import { EventPanel, MissingEventPanel } from './event-panel'
import { EventsTable } from './events-table'
import { FilterSentence } from './filter-sentence'
import { type EventListState, eventList, exportHref, filterOf } from './list'
import { ReplayDialog } from './replay-dialog'
import { RoomHead } from './room-head'
import { RoomTabs } from './room-tabs'

export const metadata: Metadata = { title: 'Deliveries' }

function causeWords(cause: string | null): string | undefined {
  if (!cause) return undefined
  const { errorCode, args } = partsOfCause(cause)
  return failureOf(errorCode, args)?.sentence
}

/** Every event of every delivery: what became of it, where it went and why. */
export default async function DeliveriesPage({ searchParams }: PageProps<'/deliveries'>) {
  const actor = await requireActor('deliveries:read')
  const state = await eventList.load(searchParams)
  // Read before the rows: an event that arrives in between makes the page old, never silently incomplete.
  const { mark } = await readLive(actor.workspaceId)
  const page = { sort: state.sort, dir: state.dir, ...eventList.window(state) }
  const [list, counts, numbers, open, conflicts, layout] = await Promise.all([
    listEvents(actor, filterOf(state.filters), page),
    viewCounts(actor),
    numberChoices(actor),
    state.open ? eventDetail(actor, state.open) : null,
    state.open ? conflictsOfEvent(actor, state.open) : [],
    readTableLayout('deliveries'),
  ])
  const mayReplay = can(actor, 'deliveries:replay')
  return (
    <ListLayout
      head={
        <RoomHead
          actor={actor}
          mark={mark}
          numbers={numbers}
          action={
            eventList.isFiltered(state) && list.total > 0 ? (
              <ForFiltered {...{ actor, state }} total={list.total} />
            ) : null
          }
        />
      }
      tabs={<RoomTabs actor={actor} counts={counts} at={{ list: state }} />}
      filter={<FilterSentence state={state} numbers={numbers} cause={causeWords(state.filters.cause)} />}
      notice={
        list.more || list.windowed ? <Limits more={list.more} windowed={list.windowed} total={list.total} /> : null
      }
      panel={panelOf()}
    >
      <EventsTable
        rows={list.rows}
        total={list.total}
        state={state}
        layout={layout}
        mayReplay={mayReplay}
        empty={<EmptyRoom />}
      />
    </ListLayout>
  )

  function panelOf() {
    if (!state.open) return null
    const closeHref = eventList.href(state, { open: null })
    if (!open) return <MissingEventPanel closeHref={closeHref} />
    return <EventPanel key={open.id} {...{ actor, conflicts, state }} event={open} rows={list.rows} />
  }
}

/** What can be done with everything a filter matches. */
function ForFiltered({ actor, state, total }: { actor: Actor; state: EventListState; total: number }) {
  return (
    <>
      {can(actor, 'identity:reveal') ? (
        <a href={exportHref(state, true)} download className={buttonStyle('ghost')}>
          <Eye aria-hidden="true" />
          Export with identifiers
        </a>
      ) : null}
      {can(actor, 'deliveries:replay') ? (
        <ReplayDialog label="Replay filtered" selection={{ kind: 'filter', count: total }} filters={state.filters} />
      ) : null}
    </>
  )
}

/** What the list leaves out, said before somebody concludes that there is no more. */
function Limits({ more, windowed, total }: { more: boolean; windowed: boolean; total: number }) {
  return (
    <Notice>
      {more
        ? `More than ${formatNumber(total)} events match; the newest ${formatNumber(total)} can be paged through. `
        : ''}
      {windowed ? `This combination was looked for among the newest ${formatNumber(SCAN_LIMIT)} events.` : ''}
    </Notice>
  )
}
