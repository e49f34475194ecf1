import { type LinkTab, LinkTabs } from '@/components/ui/tabs'
import { showsView } from '@/lib/views/rules'
import type { SavedViewListed } from '@/lib/views/schema'
import { SaveView } from './save-view'
import { ViewMenu } from './view-menu'

type ViewTabsProps = {
  room: string
  /** The address of the list: "/entry-points". */
  path: string
  /** What the list shows now, after the question mark. */
  query: string
  /** The room's own tabs. */
  builtIn: readonly LinkTab[]
  views: readonly SavedViewListed[]
  /** How many rows each saved view shows, by its id. */
  counts?: ReadonlyMap<string, number>
  mayShare: boolean
}

/** The tabs over a list: the room's own views, then the saved ones, then the way to save one more. */
export function ViewTabs({ room, path, query, builtIn, views, counts, mayShare }: ViewTabsProps) {
  const saved = views.map((view): LinkTab => {
    const href = view.query ? `${path}?${view.query}` : path
    return { href, label: view.name, count: counts?.get(view.id), current: showsView(view, query) }
  })
  // A view that shows what another tab shows already is that tab.
  const all = [...builtIn, ...saved]
  const tabs = all.filter((tab, i) => all.findIndex((other) => other.href === tab.href) === i)
  const shown = views.find((view) => view.own && showsView(view, query))
  const trailing = (
    <span className="flex shrink-0 items-center self-center">
      {shown ? <ViewMenu view={shown} room={room} mayShare={mayShare} listHref={path} /> : null}
      <SaveView room={room} query={query} mayShare={mayShare} />
    </span>
  )
  return <LinkTabs label="Views" tabs={tabs} trailing={trailing} />
}
