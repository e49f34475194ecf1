import type { LinkTab } from '@/components/ui/tabs'
import { type ContactListState, contactList, queryOf } from './list'

type Counts = {
  all: number
  provisional: number
  exposed: number
  mapped: number
  bsuidOnly: number
  conflict: number
}

type Tab = { label: string; count: keyof Counts; filters: Partial<ContactListState['filters']> }

/** The room's own views, in the order of the work: who is there, who is in danger, who needs a decision. */
const TABS: readonly Tab[] = [
  { label: 'All', count: 'all', filters: {} },
  { label: 'Provisional', count: 'provisional', filters: { origin: 'provisional' } },
  { label: 'Exposed', count: 'exposed', filters: { coverage: 'exposed' } },
  { label: 'Mapped', count: 'mapped', filters: { coverage: 'mapped' } },
  { label: 'BSUID only', count: 'bsuidOnly', filters: { coverage: 'bsuid-only' } },
  { label: 'In conflict', count: 'conflict', filters: { conflict: true } },
]

export function contactTabs(state: ContactListState, counts: Counts): LinkTab[] {
  const start = contactList.parse('')
  return TABS.map(({ label, count, filters }) => {
    const shown = { ...start, sort: state.sort, dir: state.dir }
    const href = contactList.href(shown, { filters })
    return { href, label, count: counts[count], current: (href.split('?')[1] ?? '') === queryOf(state) }
  })
}
