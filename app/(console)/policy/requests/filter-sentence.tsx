import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { CLASS_KEYS, REQUEST_STATES } from '@/lib/policy/vocabulary'
import { CLASS_WORDS } from '@/lib/policy/words'
import { type RequestListState, requestList } from './list'

type Filters = RequestListState['filters']

const STATES = {
  open: 'waiting requests',
  approved: 'approved requests',
  rejected: 'rejected requests',
  withdrawn: 'requests that were taken back',
} as const

/** What is shown, as a sentence whose words can be exchanged. */
export function FilterSentence({ state }: { state: RequestListState }) {
  const { filters } = state
  const option = (label: string, change: Partial<Filters>, current: boolean) => ({
    label,
    current,
    href: requestList.href(state, { filters: change }),
  })
  return (
    <FilterBar
      clearHref={requestList.isFiltered(state) ? requestList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search requests" placeholder="Handle or purpose" />}
    >
      Showing
      <FilterChoice
        label="State"
        text={filters.state ? STATES[filters.state] : 'all requests'}
        options={[
          option('all requests', { state: null }, filters.state === null),
          ...REQUEST_STATES.map((one) => option(STATES[one], { state: one }, filters.state === one)),
        ]}
      />
      for
      <FilterChoice
        label="Class"
        text={filters.class ? CLASS_WORDS[filters.class].name.toLowerCase() : 'any class'}
        options={[
          option('any class', { class: null }, filters.class === null),
          ...CLASS_KEYS.map((one) =>
            option(CLASS_WORDS[one].name.toLowerCase(), { class: one }, filters.class === one),
          ),
        ]}
      />
      asked by
      <FilterChoice
        label="Asked by"
        text={filters.mine ? 'me' : 'anybody'}
        options={[
          option('anybody', { mine: null }, !filters.mine),
          option('me', { mine: true }, filters.mine === true),
        ]}
      />
    </FilterBar>
  )
}
