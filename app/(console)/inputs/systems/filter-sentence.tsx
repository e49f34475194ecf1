import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { SYSTEM_LACKS, SYSTEM_STATES } from '@/lib/inputs/vocabulary'
import { type SystemListState, systemList } from './list'

type Filters = SystemListState['filters']

const STATES = {
  open: 'systems with nothing decided',
  planned: 'systems with a planned replacement',
  replaced: 'systems that were replaced',
  keeps_phone: 'systems that keep the phone',
} as const
const LACKS = { owner: 'an owner', replacement: 'a replacement' } as const

/** What is shown, as a sentence whose words can be exchanged. */
export function FilterSentence({ state }: { state: SystemListState }) {
  const { filters } = state
  const option = (label: string, change: Partial<Filters>, current: boolean) => ({
    label,
    current,
    href: systemList.href(state, { filters: change }),
  })
  return (
    <FilterBar
      clearHref={systemList.isFiltered(state) ? systemList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search systems" placeholder="System, dependency or replacement" />}
    >
      Showing
      <FilterChoice
        label="State"
        text={filters.state ? STATES[filters.state] : 'all systems'}
        options={[
          option('all systems', { state: null }, filters.state === null),
          ...SYSTEM_STATES.map((one) => option(STATES[one], { state: one }, filters.state === one)),
        ]}
      />
      that lack
      <FilterChoice
        label="What is missing"
        text={filters.lacks ? LACKS[filters.lacks] : 'anything or nothing'}
        options={[
          option('anything or nothing', { lacks: null }, filters.lacks === null),
          ...SYSTEM_LACKS.map((one) => option(LACKS[one], { lacks: one }, filters.lacks === one)),
        ]}
      />
    </FilterBar>
  )
}
