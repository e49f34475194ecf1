import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { KIND_WORDS } from '@/lib/approvals/kinds'
import { REQUEST_STATES, type RequestState, SUBJECT_KINDS, type Whose } from '@/lib/approvals/vocabulary'
import { type ApprovalListState, approvalList } from './list'

type Filters = ApprovalListState['filters']

const STATES: Record<RequestState, string> = {
  open: 'waiting requests',
  approved: 'what is signed off',
  rejected: 'what was refused',
  stale: 'what became stale',
  expired: 'what was not decided in time',
  withdrawn: 'what was taken back',
}

const WHOSE_WORDS: Record<Whose, string> = { waiting: 'me to decide', mine: 'what I asked for' }

/** What is shown, as a sentence whose words can be exchanged. */
export function FilterSentence({ state }: { state: ApprovalListState }) {
  const { filters } = state
  const option = (label: string, change: Partial<Filters>, current: boolean) => ({
    label,
    current,
    href: approvalList.href(state, { filters: change }),
  })
  return (
    <FilterBar
      clearHref={approvalList.isFiltered(state) ? approvalList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search sign-offs" placeholder="What is to be signed off" />}
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
      about
      <FilterChoice
        label="Kind"
        text={filters.kind ? KIND_WORDS[filters.kind].label.toLowerCase() : 'anything'}
        options={[
          option('anything', { kind: null }, filters.kind === null),
          ...SUBJECT_KINDS.map((one) =>
            option(KIND_WORDS[one].label.toLowerCase(), { kind: one }, filters.kind === one),
          ),
        ]}
      />
      for
      <FilterChoice
        label="Whose"
        text={filters.whose ? WHOSE_WORDS[filters.whose] : 'everybody'}
        options={[
          option('everybody', { whose: null }, filters.whose === null),
          option(WHOSE_WORDS.waiting, { whose: 'waiting' }, filters.whose === 'waiting'),
          option(WHOSE_WORDS.mine, { whose: 'mine' }, filters.whose === 'mine'),
        ]}
      />
    </FilterBar>
  )
}
