import { ChevronLeft, ChevronRight } from 'lucide-react'
import { FilterBar, FilterChoice } from '@/components/table/filter-bar'
import { LinkButton } from '@/components/ui/link-button'
import { ENTRY_KIND_WORDS, ENTRY_KINDS, waveTitle } from '@/lib/calendar/entries'
import { stepMonth } from '@/lib/calendar/month-rules'
import type { WaveWithCounts } from '@/lib/calendar/queries'
import { addDays, type Day } from '@/lib/shared/zone-time'
import { CalendarKeys } from './calendar-keys'
import { dayText } from './day-words'
import { type CalendarState, calendarList, dayHref, isNarrowed, spanOf, viewOf } from './list'

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]

type FilterSentenceProps = {
  state: CalendarState
  day: Day
  today: Day
  waves: readonly WaveWithCounts[]
  owners: readonly { id: string; name: string }[]
}

/** What is shown, in words, and the way to the days before and after. */
export function FilterSentence({ state, day, today, waves, owners }: FilterSentenceProps) {
  const { show, wave, owner } = state.filters
  const href = (filters: Partial<CalendarState['filters']>) => calendarList.href(state, { filters })
  const chosenWave = waves.find(({ number }) => number === wave)
  const chosenOwner = owners.find(({ id }) => id === owner)
  return (
    <FilterBar
      clearHref={isNarrowed(state) ? href({ show: null, wave: null, owner: null }) : undefined}
      trailing={<DayNavigation state={state} day={day} today={today} />}
    >
      Showing{' '}
      <FilterChoice
        label="What"
        text={show?.length ? show.map((kind) => ENTRY_KIND_WORDS[kind]).join(', ') : 'everything'}
        options={[
          { href: href({ show: null }), label: 'Everything', current: !show?.length },
          ...ENTRY_KINDS.map((kind) => ({
            href: href({ show: [kind] }),
            label: capital(ENTRY_KIND_WORDS[kind]),
            current: show?.length === 1 && show[0] === kind,
          })),
        ]}
      />{' '}
      of{' '}
      <FilterChoice
        label="Wave"
        text={chosenWave ? waveTitle(chosenWave) : wave ? `wave ${wave}` : 'all waves'}
        options={[
          { href: href({ wave: null }), label: 'All waves, and what is in none', current: !wave },
          ...waves.map((one) => ({
            href: href({ wave: one.number }),
            label: waveTitle(one),
            current: one.number === wave,
          })),
        ]}
      />{' '}
      owned by{' '}
      <FilterChoice
        label="Owner"
        text={owner === 'me' ? 'me' : (chosenOwner?.name ?? (owner ? 'somebody who left' : 'anybody'))}
        options={[
          { href: href({ owner: null }), label: 'Anybody, or nobody', current: !owner },
          { href: href({ owner: 'me' }), label: 'Me', current: owner === 'me' },
          ...owners.map(({ id, name }) => ({ href: href({ owner: id }), label: name, current: id === owner })),
        ]}
      />
    </FilterBar>
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function titleOf(state: CalendarState, day: Day, today: Day): string {
  const view = viewOf(state)
  if (view === 'month') return `${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`
  const { first, last } = spanOf(view, day)
  return `${dayText(first, today)} to ${dayText(last, today)}`
}

function DayNavigation({ state, day, today }: Pick<FilterSentenceProps, 'state' | 'day' | 'today'>) {
  const view = viewOf(state)
  const step = (by: 1 | -1): Day => {
    if (view === 'month') return stepMonth(day, by)
    return addDays(day, by * (view === 'week' ? 7 : 28))
  }
  const what = view === 'agenda' ? 'four weeks' : view
  return (
    <nav aria-label="Days" className="flex items-center gap-1.5 max-md:w-full">
      <CalendarKeys
        before={dayHref(state, step(-1))}
        after={dayHref(state, step(1))}
        today={dayHref(state, null)}
        month={dayHref(state, state.filters.day, 'month')}
        week={dayHref(state, state.filters.day, 'week')}
        agenda={dayHref(state, state.filters.day, 'agenda')}
      />
      <span className="mr-1 text-body font-[550] text-ink max-md:mr-auto">{titleOf(state, day, today)}</span>
      <LinkButton
        size="sm"
        variant="ghost"
        scroll={false}
        href={dayHref(state, step(-1))}
        aria-label={`The ${what} before`}
        icon={<ChevronLeft />}
      />
      <LinkButton size="sm" scroll={false} href={dayHref(state, null)}>
        Today
      </LinkButton>
      <LinkButton
        size="sm"
        variant="ghost"
        scroll={false}
        href={dayHref(state, step(1))}
        aria-label={`The ${what} after`}
        icon={<ChevronRight />}
      />
    </nav>
  )
}
