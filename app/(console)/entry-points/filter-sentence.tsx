'use client'

import { FilterBar, FilterChoice, type FilterOption } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import type { WaveListed } from '@/lib/calendar/queries'
import { KIND_WORDS, KINDS, RISK_WORDS, RISKS, TEST_RESULTS, type TestResult } from '@/lib/entry-points/kinds'
import { ENTRY_POINT_SORTS, type EntryPointSort, LACKS, LACKS_WORDS } from '@/lib/entry-points/list-words'
import type { SheetChoices } from '@/lib/entry-points/queries'
import { nextWaves } from '@/lib/entry-points/references'
import { type EntryPointListState, entryPointList } from './list'
import { useListState } from './list-address'
import { useSheetWork } from './sheet-work'

type State = EntryPointListState
type Filters = State['filters']

const RESULT_WORDS: Record<TestResult, string> = {
  not_checked: 'not checked',
  right: 'right',
  wrong: 'wrong',
  unverifiable: 'could not be verified',
  attested: 'attested by a person',
}

const SORT_WORDS: Record<EntryPointSort, string> = {
  name: 'name',
  kind: 'kind',
  risk: 'risk',
  owner: 'owner',
  updateDate: 'update date',
  wave: 'wave',
  result: 'test result',
  move: 'move',
  currentDestination: 'current destination',
  newDestination: 'new destination',
  createdAt: 'when it was added',
  updatedAt: 'last change',
}

function to(state: State, filters: Partial<Filters>): string {
  return entryPointList.href(state, { filters })
}

/** A choice that keeps the others of its kind: "wave 2 or 3". Chosen once more, it goes away again. */
function toggled<T>(list: readonly T[] | null, value: T): T[] | null {
  const next = list?.includes(value) ? list.filter((one) => one !== value) : [...(list ?? []), value]
  return next.length > 0 ? next : null
}

function orWords(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

function kindOptions(state: State): FilterOption[] {
  const { kind } = state.filters
  const all = { href: to(state, { kind: null }), label: 'every kind', current: kind === null }
  return [
    all,
    ...KINDS.map((value) => ({
      href: to(state, { kind: toggled(kind, value) }),
      label: KIND_WORDS[value],
      current: kind?.includes(value) ?? false,
    })),
  ]
}

function riskOptions(state: State): FilterOption[] {
  const { risk } = state.filters
  const all = { href: to(state, { risk: null }), label: 'any risk', current: risk === null }
  return [
    all,
    ...RISKS.map((value) => ({
      href: to(state, { risk: toggled(risk, value) }),
      label: RISK_WORDS[value],
      current: risk?.includes(value) ?? false,
    })),
  ]
}

function waveText({ wave }: Filters, waves: readonly WaveListed[]): string {
  if (!wave) return 'any wave'
  const next = wave.includes('next') ? nextWaves(waves).map((one) => String(one.number)) : []
  const numbers = [...new Set([...wave.filter((one) => /^\d+$/.test(one)), ...next])]
  const words = [
    ...(numbers.length > 0 ? [`wave ${orWords(numbers)}`] : []),
    ...(wave.includes('none') ? ['no wave'] : []),
  ]
  return orWords(words) || 'the next two waves'
}

function waveOptions(state: State, waves: readonly WaveListed[]): FilterOption[] {
  const { wave } = state.filters
  const option = (value: string, label: string): FilterOption => ({
    href: to(state, { wave: toggled(wave, value) }),
    label,
    current: wave?.includes(value) ?? false,
  })
  return [
    { href: to(state, { wave: null }), label: 'any wave', current: wave === null },
    option('next', 'the next two waves'),
    ...waves.map(({ number, name }) => option(String(number), name === `Wave ${number}` ? name : `${number}: ${name}`)),
    option('none', 'no wave'),
  ]
}

function ownerOptions(state: State, { owners }: SheetChoices): FilterOption[] {
  const { owner } = state.filters
  const named = owners.map(({ memberId, name }) => {
    const value = memberId ?? name
    return { href: to(state, { owner: value }), label: name, current: owner === value }
  })
  return [{ href: to(state, { owner: null }), label: 'anybody', current: owner === null }, ...named]
}

function ownerText(owner: string, { owners }: SheetChoices): string {
  return owners.find((one) => (one.memberId ?? one.name) === owner)?.name ?? owner
}

function resultOptions(state: State): FilterOption[] {
  const { result } = state.filters
  return [
    { href: to(state, { result: null }), label: 'any test result', current: result === null },
    ...TEST_RESULTS.map((value) => ({
      href: to(state, { result: toggled(result, value) }),
      label: RESULT_WORDS[value],
      current: result?.includes(value) ?? false,
    })),
  ]
}

function lacksOptions(state: State): FilterOption[] {
  const { lacks } = state.filters
  return [
    { href: to(state, { lacks: null }), label: 'complete or not', current: lacks === null },
    ...LACKS.map((value) => ({
      href: to(state, { lacks: value }),
      label: LACKS_WORDS[value],
      current: lacks === value,
    })),
  ]
}

function sortOptions(state: State): FilterOption[] {
  return ENTRY_POINT_SORTS.map((sort) => ({
    href: entryPointList.href(state, { sort, dir: sort === 'updatedAt' || sort === 'createdAt' ? 'desc' : 'asc' }),
    label: SORT_WORDS[sort],
    current: state.sort === sort,
  }))
}

/** What is shown, as a sentence whose words can be exchanged. */
export function FilterSentence() {
  const state = useListState()
  const { choices } = useSheetWork()
  const { kind, risk, owner, result, lacks, archived } = state.filters
  const kinds = kind ? orWords(kind.map((one) => KIND_WORDS[one])) : 'entry points'
  return (
    <FilterBar
      clearHref={entryPointList.isFiltered(state) ? entryPointList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search entry points" />}
    >
      Showing {archived ? 'archived' : null}
      <FilterChoice label="Kind" text={kinds} options={() => kindOptions(state)} />
      in
      <FilterChoice
        label="Wave"
        text={waveText(state.filters, choices.waves)}
        options={() => waveOptions(state, choices.waves)}
      />
      <FilterChoice
        label="Risk"
        text={risk ? orWords(risk.map((one) => RISK_WORDS[one])) : 'any risk'}
        options={() => riskOptions(state)}
      />
      owned by
      <FilterChoice
        label="Owner"
        text={owner ? ownerText(owner, choices) : 'anybody'}
        options={() => ownerOptions(state, choices)}
      />
      <FilterChoice
        label="Test result"
        text={result ? orWords(result.map((one) => RESULT_WORDS[one])) : 'any result'}
        options={() => resultOptions(state)}
      />
      <FilterChoice
        label="Missing"
        text={lacks ? LACKS_WORDS[lacks] : 'complete or not'}
        options={() => lacksOptions(state)}
      />
      sorted by
      <FilterChoice label="Order" text={SORT_WORDS[state.sort]} options={() => sortOptions(state)} />
    </FilterBar>
  )
}
