import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { REASONS } from '@/lib/duplicates/pair-rules'
import { reasonWords } from '@/lib/duplicates/pair-words'
import { type PairListState, pairList } from './list'

type Filters = PairListState['filters']

/** What is shown, as a sentence whose words can be exchanged. */
export function FilterSentence({ state }: { state: PairListState }) {
  const { filters } = state
  const option = (label: string, change: Partial<Filters>, current: boolean) => ({
    label,
    current,
    href: pairList.href(state, { filters: change }),
  })
  return (
    <FilterBar
      clearHref={pairList.isFiltered(state) ? pairList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search pairs" placeholder="Name or CRM id" />}
    >
      Showing pairs with
      <FilterChoice
        label="Reason"
        text={filters.reason ? reasonWords(filters.reason) : 'any reason'}
        options={[
          option('any reason', { reason: null }, filters.reason === null),
          ...REASONS.map((one) => option(reasonWords(one), { reason: one }, filters.reason === one)),
        ]}
      />
      looked at by
      <FilterChoice
        label="Who looks"
        text={filters.mine ? 'me' : 'anybody'}
        options={[
          option('anybody', { mine: null }, !filters.mine),
          option('me', { mine: true }, filters.mine === true),
        ]}
      />
    </FilterBar>
  )
}
