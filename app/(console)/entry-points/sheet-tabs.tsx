'use client'

import type { LinkTab } from '@/components/ui/tabs'
import { showsView } from '@/lib/views/rules'
import type { SavedViewListed } from '@/lib/views/schema'
import { ViewTabs } from '../views/view-tabs'
import { entryPointList, queryOf } from './list'
import { useListState } from './list-address'

type SheetTabsProps = {
  /** The room's own tabs: label, address and how many rows it shows. */
  builtIn: readonly { label: string; query: string; count: number }[]
  views: readonly SavedViewListed[]
  counts: readonly number[]
  mayShare: boolean
}

/** The tabs over the sheet. Which one is shown follows the address, which changes without a new page. */
export function SheetTabs({ builtIn, views, counts, mayShare }: SheetTabsProps) {
  const query = queryOf(useListState())
  const tabs = builtIn.map(
    (tab): LinkTab => ({
      href: tab.query ? `${entryPointList.path}?${tab.query}` : entryPointList.path,
      label: tab.label,
      count: tab.count,
      current: showsView(tab, query),
    }),
  )
  return (
    <ViewTabs
      room="entry-points"
      path={entryPointList.path}
      query={query}
      builtIn={tabs}
      views={views}
      counts={new Map(views.map((view, i) => [view.id, counts[i] ?? 0]))}
      mayShare={mayShare}
    />
  )
}
