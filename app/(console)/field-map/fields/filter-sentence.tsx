import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { IDENTITY_KEYS, KEY_WORDS, TRUSTS } from '@/lib/field-map/vocabulary'
import { type FieldListState, fieldList } from './list'

type Filters = FieldListState['filters']

/** What is shown, as a sentence whose words can be exchanged. */
export function FilterSentence({ state, systems }: { state: FieldListState; systems: { id: string; name: string }[] }) {
  const { filters } = state
  const option = (label: string, change: Partial<Filters>, current: boolean) => ({
    ...{ label, current },
    href: fieldList.href(state, { filters: change }),
  })
  const system = systems.find(({ id }) => id === filters.systemId)
  return (
    <FilterBar
      clearHref={fieldList.isFiltered(state) ? fieldList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search fields" placeholder="Field, system or key" />}
    >
      Showing
      <FilterChoice
        label="Use"
        text={filters.matching ? 'match keys' : 'all fields'}
        options={[
          option('all fields', { matching: null }, !filters.matching),
          option('match keys', { matching: true }, filters.matching === true),
        ]}
      />
      for
      <FilterChoice
        label="Key"
        text={filters.key ? KEY_WORDS[filters.key].title : 'any key'}
        options={[
          option('any key', { key: null }, filters.key === null),
          ...IDENTITY_KEYS.map((key) => option(KEY_WORDS[key].title, { key }, filters.key === key)),
        ]}
      />
      trusted for
      <FilterChoice
        label="Trusted for"
        text={filters.trust ?? 'anything'}
        options={[
          option('anything', { trust: null }, filters.trust === null),
          ...TRUSTS.map((trust) => option(trust, { trust }, filters.trust === trust)),
        ]}
      />
      in
      <FilterChoice
        label="System"
        text={system?.name ?? 'any system'}
        options={[
          option('any system', { systemId: null }, !system),
          ...systems.map(({ id, name }) => option(name, { systemId: id }, id === system?.id)),
        ]}
      />
    </FilterBar>
  )
}
