import { FilterBar, FilterChoice, type FilterOption } from '@/components/table/filter-bar'
import { FilterSearch } from '@/components/table/filter-search'
import { EVENT_KINDS, EVENT_SPANS, type EventKind, type EventSpan, OUTCOMES } from '@/lib/deliveries/kinds'
import { kindOfKey, kindWords } from '@/lib/deliveries/unknown-kind'
import { type EventListState, eventList } from './list'

const SPAN_WORDS: Record<EventSpan, string> = {
  hour: 'the last hour',
  today: 'today',
  yesterday: 'yesterday',
  week: 'the last 7 days',
  month: 'the last 30 days',
}

const KIND_WORDS: Record<EventKind, string> = {
  message: 'messages',
  status: 'statuses',
  'identity-change': 'identity changes',
  'security-change': 'security code changes',
  'handle-update': 'handle updates',
  notice: 'notices',
  unsupported: 'updates not understood',
  unreadable: 'unreadable updates',
}

type Number = { id: string; label: string; display: string }

/** Every value of a filter as a choice, after the choice of leaving it open. */
function choices<T extends string>(
  values: readonly T[],
  given: { any: string; current: T | null; words: (value: T) => string; href: (value: T | null) => string },
): FilterOption[] {
  return [null, ...values].map((value) => ({
    href: given.href(value),
    label: value === null ? given.any : given.words(value),
    current: given.current === value,
  }))
}

/** What is shown, as a sentence whose words can be exchanged. */
export function FilterSentence({
  state,
  numbers,
  cause,
}: {
  state: EventListState
  numbers: Number[]
  cause?: string
}) {
  const { kind, span, number, outcome } = state.filters
  const set = (filters: Partial<EventListState['filters']>) => eventList.href(state, { filters })
  const chosen = numbers.find((one) => one.id === number)
  const labelOf = (id: string) => numbers.find((one) => one.id === id)?.label ?? 'a number that was removed'
  return (
    <FilterBar
      clearHref={eventList.isFiltered(state) ? eventList.clearHref(state) : undefined}
      trailing={<FilterSearch label="Search events" placeholder="wamid, phone, BSUID, @name, CRM id" />}
    >
      Showing
      <FilterChoice
        label="Kind"
        text={kind ? KIND_WORDS[kind] : 'events'}
        options={choices(EVENT_KINDS, {
          any: 'Events of every kind',
          current: kind,
          words: (value) => KIND_WORDS[value],
          href: (value) => set({ kind: value }),
        })}
      />
      of
      <FilterChoice
        label="Time"
        text={span ? SPAN_WORDS[span] : 'any time'}
        options={choices(EVENT_SPANS, {
          any: 'Any time',
          current: span,
          words: (value) => SPAN_WORDS[value],
          href: (value) => set({ span: value }),
        })}
      />
      on
      <FilterChoice
        label="Number"
        text={number ? (chosen?.label ?? 'a number that was removed') : 'any number'}
        options={choices(
          numbers.map((one) => one.id),
          { any: 'Any number', current: number, words: labelOf, href: (value) => set({ number: value }) },
        )}
      />
      with
      <FilterChoice
        label="Outcome"
        text={outcome ? `outcome “${outcome}”` : 'any outcome'}
        options={choices(OUTCOMES, {
          any: 'Any outcome',
          current: outcome,
          words: (value) => value,
          href: (value) => set({ outcome: value }),
        })}
      />
      {cause ? <span>that failed because: {cause}</span> : null}
      {state.filters.what ? <span>that are {kindWords(kindOfKey(state.filters.what))}</span> : null}
      {state.filters.contact ? <span>of one contact</span> : null}
    </FilterBar>
  )
}
