import { FilterBar, FilterChoice, type FilterOption } from '@/components/table/filter-bar'
import { FilterDates } from '@/components/table/filter-dates'
import { actionWords } from '@/lib/audit/catalogue'
import { type AuditListState, auditList } from './list'

/** The rooms that write into the log, by the first word of their actions. */
const GROUPS: Record<string, string> = {
  contact: 'contacts',
  contacts: 'contact imports',
  'entry-point': 'entry points',
  'entry-points': 'entry-point batches',
  routing: 'routing rules',
  workflow: 'workflows',
  delivery: 'deliveries',
  identity: 'identity',
  connection: 'connections',
  number: 'numbers',
  portfolio: 'portfolios',
  member: 'members',
  user: 'sign-ins and passwords',
  token: 'API tokens',
  workspace: 'settings',
  audit: 'the log itself',
}

type Person = { id: string; name: string }

function actionChoices(state: AuditListState): FilterOption[] {
  const { action } = state.filters
  const href = (value: string | null) => auditList.href(state, { filters: { action: value } })
  const groups = Object.entries(GROUPS).map(([key, label]) => ({ href: href(key), label, current: action === key }))
  return [{ href: href(null), label: 'everything', current: action === null }, ...groups]
}

function actorChoices(state: AuditListState, people: Person[]): FilterOption[] {
  const { actor } = state.filters
  const href = (value: string | null) => auditList.href(state, { filters: { actor: value } })
  const named = people.map(({ id, name }) => ({ href: href(id), label: name, current: actor === id }))
  return [{ href: href(null), label: 'anybody', current: actor === null }, ...named]
}

function spanWords(from: string | null, to: string | null): string {
  if (!from && !to) return 'any day'
  if (from && to) return from === to ? from : `${from} to ${to}`
  return from ? `${from} and later` : `${to} and earlier`
}

/** What is shown, as a sentence whose words can be exchanged. */
export function FilterSentence({ state, people }: { state: AuditListState; people: Person[] }) {
  const { action, actor, from, to, subject, together } = state.filters
  const what = action ? (GROUPS[action] ?? `“${actionWords(action)}”`) : 'everything'
  return (
    <FilterBar clearHref={auditList.isFiltered(state) ? auditList.clearHref(state) : undefined}>
      Showing
      <FilterChoice label="What" text={what} options={actionChoices(state)} />
      by
      <FilterChoice
        label="Who"
        text={people.find((one) => one.id === actor)?.name ?? (actor ? 'one actor' : 'anybody')}
        options={actorChoices(state, people)}
      />
      on
      <FilterDates label="Days" text={spanWords(from, to)} />
      {subject ? <span>about one record</span> : null}
      {together ? <span>changed together</span> : null}
    </FilterBar>
  )
}
