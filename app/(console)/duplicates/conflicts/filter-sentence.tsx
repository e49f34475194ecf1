import { FilterBar, FilterChoice, type FilterOption } from '@/components/table/filter-bar'
import { FilterDates } from '@/components/table/filter-dates'
import { FilterSearch } from '@/components/table/filter-search'
import type { PlaceChoices } from '@/lib/duplicates/queries'
import { KIND_CHOICES, PLACED_CHOICES, PROPOSAL_CHOICES, RULE_CHOICES, STATE_CHOICES } from '@/lib/duplicates/words'
import { type ConflictListState, conflictList } from './list'

type Filters = ConflictListState['filters']

type Choice<K extends keyof Filters> = {
  key: K
  /** What is being chosen. */
  label: string
  /** How an open choice reads in the sentence, and in the menu. */
  any: string
  options: readonly (readonly [value: string, words: string])[]
  /** How a value that is not among the options reads. */
  gone?: string
}

/** A word of the sentence that can be exchanged. */
function Word<K extends keyof Filters>({ state, choice }: { state: ConflictListState; choice: Choice<K> }) {
  const { key, label, any, options, gone } = choice
  const current = state.filters[key]
  const href = (value: string | null) => conflictList.href(state, { filters: { [key]: value } as Partial<Filters> })
  const entries: FilterOption[] = [
    { href: href(null), label: any, current: current === null },
    ...options.map(([value, words]) => ({ href: href(value), label: words, current: current === value })),
  ]
  const text = current === null ? any : (options.find(([value]) => value === current)?.[1] ?? gone ?? String(current))
  return <FilterChoice label={label} text={text} options={entries} />
}

function spanWords(from: string | null, to: string | null): string {
  if (!from && !to) return 'any day'
  if (from && to) return from === to ? from : `${from} to ${to}`
  return from ? `${from} and later` : `${to} and earlier`
}

const pairs = (words: Record<string, string>) => Object.entries(words)
const places = (rows: { id: string; label: string }[]) => rows.map(({ id, label }) => [id, label] as const)

/** What is shown, as a sentence whose words can be exchanged. */
export function FilterSentence({ state, found }: { state: ConflictListState; found: PlaceChoices }) {
  const { from, to } = state.filters
  return (
    <FilterBar
      clearHref={conflictList.isFiltered(state) ? conflictList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search conflicts" placeholder="Phone, BSUID, name, CRM id, wamid" />}
    >
      Showing
      <Word
        state={state}
        choice={{ key: 'state', label: 'State', any: 'open conflicts', options: pairs(STATE_CHOICES) }}
      />
      about
      <Word
        state={state}
        choice={{ key: 'kind', label: 'Disagreement', any: 'anything', options: pairs(KIND_CHOICES) }}
      />
      that ask
      <Word
        state={state}
        choice={{ key: 'asks', label: 'Question', any: 'any question', options: pairs(PROPOSAL_CHOICES) }}
      />
      found by
      <Word state={state} choice={{ key: 'rule', label: 'Rule', any: 'any rule', options: pairs(RULE_CHOICES) }} />
      with events
      <Word
        state={state}
        choice={{ key: 'placed', label: 'Events', any: 'anywhere', options: pairs(PLACED_CHOICES) }}
      />
      on
      <Word
        state={state}
        choice={{
          key: 'number',
          label: 'Number',
          any: 'any number',
          options: places(found.numbers),
          gone: 'a number that was removed',
        }}
      />
      of
      <Word
        state={state}
        choice={{
          key: 'portfolio',
          label: 'Portfolio',
          any: 'any portfolio',
          options: places(found.portfolios),
          gone: 'a portfolio that was removed',
        }}
      />
      last seen on
      <FilterDates label="Last seen" text={spanWords(from, to)} />
    </FilterBar>
  )
}
