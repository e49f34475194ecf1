import type { LinkTab } from '@/components/ui/tabs'
import type { MemberActor } from '@/lib/server/session'
import { listViews } from '@/lib/views/queries'
import { mayShareView } from '@/lib/views/rights'
import { showsView } from '@/lib/views/rules'
import { ViewTabs } from '../views/view-tabs'
import { type CalendarState, calendarList, dayHref, isNarrowed, queryOf, VIEWS, viewOf } from './list'

const LABEL = { month: 'Month', week: 'Week', agenda: 'Agenda' } as const

/** Month, week and agenda around the same day, then what people saved. */
export async function RoomTabs({ actor, state }: { actor: MemberActor; state: CalendarState }) {
  const query = queryOf(state)
  const views = await listViews(actor, 'calendar')
  const saved = views.some((view) => showsView(view, query))
  const builtIn = VIEWS.map(
    (view): LinkTab => ({
      href: dayHref(state, state.filters.day, view),
      label: LABEL[view],
      current: viewOf(state) === view && !(saved && isNarrowed(state)),
    }),
  )
  return (
    <ViewTabs
      room="calendar"
      path={calendarList.path}
      query={query}
      builtIn={builtIn}
      views={views}
      mayShare={mayShareView(actor, 'calendar')}
    />
  )
}
