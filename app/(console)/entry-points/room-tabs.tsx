import { countMatching, type EntryPointCounts } from '@/lib/entry-points/queries'
import type { MemberActor } from '@/lib/server/session'
import { listViews } from '@/lib/views/queries'
import { mayShareView } from '@/lib/views/rights'
import { entryPointList, filtersOf } from './list'
import { SheetTabs } from './sheet-tabs'

const ROOM = 'entry-points'

/** The room's own tabs and the saved views, each with how many rows it shows. */
export async function RoomTabs({ actor, counts }: { actor: MemberActor; counts: EntryPointCounts }) {
  const views = await listViews(actor, ROOM)
  const kept = views.map((view) => filtersOf(entryPointList.parse(`?${view.query}`)))
  const [nextTwo = 0, ...counted] = await countMatching(actor, [{ wave: ['next'] }, ...kept])
  const builtIn = [
    { label: 'All', query: '', count: counts.total },
    { label: 'Next two waves', query: 'wave=next', count: nextTwo },
    { label: 'Printed', query: 'risk=printed', count: counts.printed },
    { label: 'Wrong', query: 'result=wrong', count: counts.wrong },
    { label: 'Nobody owns', query: 'lacks=owner', count: counts.noOwner },
  ]
  return <SheetTabs builtIn={builtIn} views={views} counts={counted} mayShare={mayShareView(actor, ROOM)} />
}
