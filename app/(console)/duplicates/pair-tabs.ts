import type { LinkTab } from '@/components/ui/tabs'
import { type PairListState, pairList } from './list'

type Beside = { open: number; conflicts: number; here?: 'pairs' | 'rules' }

/** The room's own views: what waits, what is kept apart, what was said before; then its other lists. */
export function pairTabs(state: PairListState, { open, conflicts, here = 'pairs' }: Beside): LinkTab[] {
  const shown = here === 'pairs' ? state.filters.state : 'none'
  const start = pairList.parse('')
  const view = (filters: Partial<PairListState['filters']>) => pairList.href(start, { filters })
  return [
    { href: view({}), label: 'Possible duplicates', count: open, current: shown === null },
    { href: view({ state: 'apart' }), label: 'Kept apart', current: shown === 'apart' },
    { href: view({ state: 'dismissed' }), label: 'Not the same', current: shown === 'dismissed' },
    { href: '/duplicates/conflicts', label: 'Conflicts', count: conflicts, current: false },
    { href: '/duplicates/merges', label: 'Merges', current: false },
    { href: '/duplicates/rules', label: 'Rules', current: here === 'rules' },
  ]
}
