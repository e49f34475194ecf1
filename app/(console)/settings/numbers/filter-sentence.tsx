import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { UNFED } from '@/lib/settings/unfed'
import { type NumberListState, numberList } from './list'

type Named = { id: string; name: string }
type FilterSentenceProps = { state: NumberListState; portfolios: readonly Named[]; connections: readonly Named[] }

/** What is shown, as a sentence whose words can be exchanged. */
export function FilterSentence({ state, portfolios, connections }: FilterSentenceProps) {
  const { portfolio, connection } = state.filters
  const toPortfolio = (id: string | null) => numberList.href(state, { filters: { portfolio: id } })
  const toConnection = (id: string | null) => numberList.href(state, { filters: { connection: id } })
  const feeds = [{ id: null, name: 'any connection or none' }, { id: UNFED, name: 'no connection' }, ...connections]
  return (
    <FilterBar
      clearHref={numberList.isFiltered(state) ? numberList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search numbers" placeholder="Name, number or id" />}
    >
      Showing numbers of
      <FilterChoice
        label="Portfolio"
        text={portfolios.find((one) => one.id === portfolio)?.name ?? 'every portfolio'}
        options={[{ id: null, name: 'every portfolio' }, ...portfolios].map(({ id, name }) => ({
          href: toPortfolio(id),
          label: name,
          current: portfolio === id,
        }))}
      />
      with
      <FilterChoice
        label="Connection"
        text={feeds.find((one) => one.id === connection)?.name ?? 'any connection or none'}
        options={feeds.map(({ id, name }) => ({ href: toConnection(id), label: name, current: connection === id }))}
      />
    </FilterBar>
  )
}
