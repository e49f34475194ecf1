import { FilterBar, FilterChoice, type FilterOption } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import type { FilterChoices } from '@/lib/contacts/queries'
import { type ContactListState, contactList } from './list'

type Filters = ContactListState['filters']

const ORIGINS: Record<'crm' | 'provisional', string> = {
  crm: 'contacts of the CRM',
  provisional: 'provisional contacts',
}
const COVERAGES: Record<NonNullable<Filters['coverage']>, string> = {
  exposed: 'only a phone known',
  mapped: 'their BSUID known',
  'bsuid-only': 'a BSUID and no phone',
  none: 'neither phone nor BSUID',
}

function choices<K extends keyof Filters>(
  state: ContactListState,
  key: K,
  { any, options }: { any: string; options: readonly (readonly [value: string, label: string])[] },
): FilterOption[] {
  const href = (value: string | null) => contactList.href(state, { filters: { [key]: value } as Partial<Filters> })
  return [
    { href: href(null), label: any, current: state.filters[key] === null },
    ...options.map(([value, label]) => ({ href: href(value), label, current: state.filters[key] === value })),
  ]
}

function placeWords(place: string | null, found: FilterChoices): string {
  if (place === null) return 'any number'
  const number = found.numbers.find((row) => row.id === place)
  const portfolio = found.portfolios.find((row) => row.id === place)
  return number?.label ?? (portfolio ? `the portfolio ${portfolio.name}` : 'a number that was removed')
}

/** What is shown, as a sentence whose words can be exchanged. */
export function FilterSentence({ state, found }: { state: ContactListState; found: FilterChoices }) {
  const { origin, coverage, place, label, conflict } = state.filters
  const places = [
    ...found.numbers.map((row) => [row.id, row.label] as const),
    ...found.portfolios.map((row) => [row.id, `Portfolio ${row.name}`] as const),
  ]
  const conflicts: FilterOption[] = [null, true].map((value) => ({
    href: contactList.href(state, { filters: { conflict: value } }),
    label: value ? 'in conflict' : 'in conflict or not',
    current: Boolean(conflict) === Boolean(value),
  }))
  return (
    <FilterBar
      clearHref={contactList.isFiltered(state) ? contactList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search contacts" placeholder="Name, phone, BSUID, CRM id" />}
    >
      Showing
      <FilterChoice
        label="Origin"
        text={origin ? ORIGINS[origin] : 'all contacts'}
        options={choices(state, 'origin', { any: 'All contacts', options: Object.entries(ORIGINS) })}
      />
      with
      <FilterChoice
        label="Coverage"
        text={coverage ? COVERAGES[coverage] : 'any identifiers'}
        options={choices(state, 'coverage', { any: 'Any identifiers', options: Object.entries(COVERAGES) })}
      />
      on
      <FilterChoice
        label="Number"
        text={placeWords(place, found)}
        options={choices(state, 'place', { any: 'Any number', options: places })}
      />
      labelled
      <FilterChoice
        label="Label"
        text={label ? `“${label}”` : 'anything'}
        options={choices(state, 'label', {
          any: 'Anything or nothing',
          options: found.labels.map((name) => [name, name] as const),
        })}
      />
      <FilterChoice label="Conflict" text={conflict ? 'in conflict' : 'in conflict or not'} options={conflicts} />
    </FilterBar>
  )
}
