import type { LinkTab } from '@/components/ui/tabs'
import type { RunRowFilter, RunShown } from '@/lib/entry-points/check-queries'

/** Which rows of a run are shown; null is all of them. */
export type Show = RunRowFilter | null

const TABS: { show: Show; label: string }[] = [
  { show: null, label: 'All' },
  { show: 'wrong', label: 'Wrong' },
  { show: 'drifted', label: 'Drifted' },
  { show: 'unverifiable', label: 'Could not verify' },
  { show: 'right', label: 'Right' },
  { show: 'skipped', label: 'Left' },
  { show: 'failed', label: 'Failed' },
  { show: 'waiting', label: 'Waiting' },
]

export function countOf({ counts, total }: RunShown, show: Show): number {
  return show === null ? total : counts[show]
}

export function runHref(id: string, show: Show, page = 1): string {
  const query = new URLSearchParams()
  if (show) query.set('show', show)
  if (page > 1) query.set('page', String(page))
  const text = query.toString()
  return `/entry-points/checks/${id}${text ? `?${text}` : ''}`
}

/** A tab for each result there is; "all", "wrong" and "drifted" always. */
export function runTabs(run: RunShown, current: Show): LinkTab[] {
  const always = new Set<Show>([null, 'wrong', 'drifted', current])
  return TABS.filter(({ show }) => always.has(show) || countOf(run, show) > 0).map(({ show, label }) => ({
    href: runHref(run.id, show),
    label,
    count: countOf(run, show),
    current: show === current,
  }))
}

type Query = Record<string, string | string[] | undefined>

const MOST_PAGES = 10_000

export function readShow(query: Query): { show: Show; page: number } {
  const show = TABS.find((tab) => tab.show !== null && tab.show === query.show)?.show ?? null
  const page = Number(query.page)
  return { show, page: Number.isInteger(page) && page > 0 && page < MOST_PAGES ? page : 1 }
}
