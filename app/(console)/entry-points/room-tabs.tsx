import type { LinkTab } from '@/components/ui/tabs'
import { countMatching, type EntryPointCounts } from '@/lib/entry-points/queries'
import type { MemberActor } from '@/lib/server/session'
import { listViews } from '@/lib/views/queries'
import { mayShareView } from '@/lib/views/rights'
import { showsView } from '@/lib/views/rules'
import { ViewTabs } from '../views/view-tabs'
import { type EntryPointListState, entryPointList, filtersOf, queryOf } from './list'

const ROOM = 'entry-points'

type BuiltIn = { label: string; query: string; count: number | undefined }

/** The tabs of the room itself, each an address of the list. */
function builtInTabs(counts: EntryPointCounts, nextTwo: number, query: string): LinkTab[] {
  const tabs: BuiltIn[] = [
    { label: 'All', query: '', count: counts.total },
    { label: 'Next two waves', query: 'wave=next', count: nextTwo },
    { label: 'Printed', query: 'risk=printed', count: counts.printed },
    { label: 'Wrong', query: 'result=wrong', count: counts.wrong },
    { label: 'Nobody owns', query: 'lacks=owner', count: counts.noOwner },
  ]
  return tabs.map((tab) => ({
    href: tab.query ? `${entryPointList.path}?${tab.query}` : entryPointList.path,
    label: tab.label,
    count: tab.count,
    current: showsView(tab, query),
  }))
}

type RoomTabsProps = { actor: MemberActor; state: EntryPointListState; counts: EntryPointCounts }

/** The room's own tabs and the saved views, each with how many rows it shows. */
export async function RoomTabs({ actor, state, counts }: RoomTabsProps) {
  const query = queryOf(state)
  const views = await listViews(actor, ROOM)
  const kept = views.map((view) => filtersOf(entryPointList.parse(`?${view.query}`)))
  const [nextTwo = 0, ...counted] = await countMatching(actor, [{ wave: ['next'] }, ...kept])
  return (
    <ViewTabs
      room={ROOM}
      path={entryPointList.path}
      query={query}
      builtIn={builtInTabs(counts, nextTwo, query)}
      views={views}
      counts={new Map(views.map((view, i) => [view.id, counted[i] ?? 0]))}
      mayShare={mayShareView(actor, ROOM)}
    />
  )
}
