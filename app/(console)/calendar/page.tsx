import { DoorOpen, Download, ListOrdered, Rss } from 'lucide-react'
import type { Metadata } from 'next'
import { formatCount } from '@/components/ui/format-number'
import { LinkButton } from '@/components/ui/link-button'
import { PageHead } from '@/components/ui/page-head'
import { TextLink } from '@/components/ui/text-link'
import { calendarOwner } from '@/lib/calendar/calendar-owner'
import { calendarMarkOf, calendarTroubles, ownerChoices, type WaveWithCounts } from '@/lib/calendar/queries'
import { type CalendarPage, readCalendar } from '@/lib/calendar/read-calendar'
import { can } from '@/lib/server/actor'
import { requireActor } from '@/lib/server/session'
import { currentWorkspace } from '@/lib/server/workspace'
import { type Day, dayAt } from '@/lib/shared/zone-time'
import { Agenda } from './agenda'
import { FilterSentence } from './filter-sentence'
import { type CalendarState, calendarList, dayHref, queryOf, requestOf, viewOf } from './list'
import { MonthGrid } from './month-grid'
import { OwnerPanel } from './owner-panel'
import { RoomHelp } from './room-help'
import { RoomTabs } from './room-tabs'
import { StayCurrent } from './stay-current'
import { TroublesPanel } from './troubles-panel'
import { CarryProvider } from './use-carry'

export const metadata: Metadata = { title: 'Calendar' }

function sentenceOf(waves: readonly WaveWithCounts[], owner: string | null, zone: string): string {
  const planned = waves.length === 0 ? 'No wave is planned yet.' : `${formatCount(waves.length, 'wave')}.`
  return `${planned} ${owner ? `${owner} owns the calendar.` : 'Nobody owns the calendar yet.'} Times are ${zone}.`
}

/** Update dates, waves, freeze windows, print deadlines and what else has a date. */
export default async function CalendarRoom({ searchParams }: PageProps<'/calendar'>) {
  const actor = await requireActor('calendar:read')
  const now = new Date()
  const [state, { zone }] = await Promise.all([calendarList.load(searchParams), currentWorkspace(actor)])
  const today = dayAt(now, zone)
  const request = requestOf(state, { today, memberId: actor.memberId })
  const [page, owners, owner, mark] = await Promise.all([
    readCalendar(actor, request, now),
    ownerChoices(actor),
    calendarOwner(actor),
    calendarMarkOf(actor),
  ])
  const troubles = await calendarTroubles(actor, page.waves, now)
  const day = state.filters.day ?? today
  return (
    <CarryProvider today={today}>
      <PageHead
        inList
        title="Calendar"
        sentence={sentenceOf(page.waves, owner.owner?.name ?? null, zone)}
        actions={<Actions query={queryOf(state)} day={day} />}
      />
      <RoomTabs actor={actor} state={state} />
      <FilterSentence state={state} day={day} today={today} waves={page.waves} owners={owners} />
      <div className="grid items-start gap-4 px-[22px] py-4 max-md:px-3.5 lg:grid-cols-[minmax(0,1fr)_320px] print:block print:p-0">
        <div className="space-y-3">
          <StayCurrent mark={mark} />
          <Days
            page={page}
            state={state}
            span={request}
            day={day}
            rights={{ mayMove: can(actor, 'entry-points:write'), mayWritePlan: can(actor, 'calendar:write') }}
          />
        </div>
        <div className="grid gap-4 print:mt-4">
          <TroublesPanel troubles={troubles} today={today} />
          <div className="no-print grid gap-4">
            <OwnerPanel {...owner} choices={owners} mayWrite={can(actor, 'calendar:write')} />
            <RoomHelp />
          </div>
        </div>
      </div>
    </CarryProvider>
  )
}

type DaysProps = {
  page: CalendarPage
  state: CalendarState
  span: { first: Day; last: Day }
  day: Day
  rights: { mayMove: boolean; mayWritePlan: boolean }
}

/** The grid where there is room for one; a phone reads the same days as an agenda. */
function Days({ page, state, span, day, rights }: DaysProps) {
  const view = viewOf(state)
  const { entries, more, today } = page
  const agenda = (first: Day) => <Agenda first={first} entries={entries} more={more} {...rights} />
  if (view === 'agenda') return agenda(span.first)
  // A phone begins with today where the days shown hold it: nobody scrolls past two weeks of what is done.
  const now = today >= span.first && today <= span.last
  return (
    <>
      <div className="max-md:hidden">
        <MonthGrid
          {...span}
          {...rights}
          entries={entries}
          more={more}
          month={view === 'month' ? day.slice(0, 7) : null}
          lines={view === 'month' ? 4 : 16}
          dayHref={dayHref(state, '2000-01-01', 'agenda').replace('2000-01-01', 'DAY')}
        />
      </div>
      <div className="space-y-3 md:hidden print:hidden">
        {now && today > span.first ? (
          <p className="text-small">
            <TextLink href={dayHref(state, span.first, 'agenda')}>Earlier days</TextLink>
          </p>
        ) : null}
        {agenda(now ? today : span.first)}
      </div>
    </>
  )
}

function Actions({ query, day }: { query: string; day: Day }) {
  return (
    <>
      <LinkButton variant="ghost" icon={<Download />} href={`/calendar/export?${query ? `${query}&` : ''}day=${day}`}>
        Export
      </LinkButton>
      <LinkButton variant="ghost" icon={<Rss />} href="/calendar/feeds">
        Subscribe
      </LinkButton>
      <LinkButton icon={<DoorOpen />} href="/calendar/gates">
        Gates
      </LinkButton>
      <LinkButton variant="primary" icon={<ListOrdered />} href="/calendar/waves">
        Waves and freezes
      </LinkButton>
    </>
  )
}
