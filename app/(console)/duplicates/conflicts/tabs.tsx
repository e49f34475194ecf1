import { formatNumber } from '@/components/ui/format-number'
import type { LinkTab } from '@/components/ui/tabs'
import type { ConflictCounts } from '@/lib/duplicates/list-conflicts'
import { type ConflictListState, conflictList, queryOf } from './list'

type Tab = { label: string; count: keyof ConflictCounts; filters: Partial<ConflictListState['filters']> }

/** The room's own views: what is open, where a customer waits without a history, and everything there ever was. */
const TABS: readonly Tab[] = [
  { label: 'Open', count: 'open', filters: {} },
  { label: 'In review', count: 'inReview', filters: { placed: 'in-review' } },
  { label: 'All', count: 'all', filters: { state: 'all' } },
]

/** A count that stops at a limit says so with a plus. */
function Label({ text, count, more }: { text: string; count: number; more: boolean }) {
  return (
    <>
      {text}
      <span className="tabular ml-[5px] font-normal text-ink-3">
        {formatNumber(count)}
        {more ? '+' : ''}
      </span>
    </>
  )
}

type Others = { merges: number; here: 'conflicts' | 'merges' }

/** The views of the conflicts, and beside them the merges, which answered some of them. */
export function conflictTabs(state: ConflictListState, counts: ConflictCounts, { merges, here }: Others): LinkTab[] {
  const start = conflictList.parse('')
  const views = TABS.map(({ label, count, filters }) => {
    const href = conflictList.href({ ...start, sort: state.sort, dir: state.dir }, { filters })
    const current = (href.split('?')[1] ?? '') === queryOf(state) && here === 'conflicts'
    return { href, label: <Label text={label} {...counts[count]} />, current }
  })
  const pairs = { href: '/duplicates', label: 'Possible duplicates', current: false }
  const made = { href: '/duplicates/merges', label: 'Merges', count: merges, current: here === 'merges' }
  return [pairs, ...views, made, { href: '/duplicates/rules', label: 'Rules', current: false }]
}
