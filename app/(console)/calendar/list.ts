import { createParser, parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral } from 'nuqs/server'
import { defineList } from '@/components/table/list-descriptor'
import { ENTRY_KINDS } from '@/lib/calendar/entries'
import { monthOf, weekOf } from '@/lib/calendar/month-rules'
import type { CalendarRequest } from '@/lib/calendar/read-calendar'
import { addDays, type Day, isDay } from '@/lib/shared/zone-time'

export const VIEWS = ['month', 'week', 'agenda'] as const
export type CalendarView = (typeof VIEWS)[number]

const parseAsDay = createParser<Day>({
  parse: (text) => (isDay(text) && text >= '2000-01-01' && text <= '2100-12-31' ? text : null),
  serialize: (day) => day,
})

/** The calendar, for the page and its export: which days, and what of them. */
export const calendarList = defineList({
  path: '/calendar',
  sorts: ['day'],
  initial: { sort: 'day', dir: 'asc' },
  filters: {
    view: parseAsStringLiteral(VIEWS),
    day: parseAsDay,
    show: parseAsArrayOf(parseAsStringLiteral(ENTRY_KINDS)),
    wave: parseAsInteger,
    /** A member id, or `me`. */
    owner: parseAsString,
  },
})

export type CalendarState = ReturnType<typeof calendarList.parse>

export function viewOf({ filters }: CalendarState): CalendarView {
  return filters.view ?? 'month'
}

/** True when something of the days shown is left out. */
export function isNarrowed({ filters }: CalendarState): boolean {
  return Boolean(filters.show?.length || filters.wave || filters.owner)
}

const AGENDA_DAYS = 28
const PER_DAY: Record<CalendarView, number> = { month: 12, week: 40, agenda: 60 }

export function spanOf(view: CalendarView, day: Day): { first: Day; last: Day } {
  if (view === 'month') return monthOf(day)
  return view === 'week' ? weekOf(day) : { first: day, last: addDays(day, AGENDA_DAYS - 1) }
}

/** What the address asks for, as the room's query takes it. */
export function requestOf(
  state: CalendarState,
  { today, memberId }: { today: Day; memberId: string },
): CalendarRequest {
  const view = viewOf(state)
  const { show, wave, owner, day } = state.filters
  return {
    ...spanOf(view, day ?? today),
    ...{ show, wave, perDay: PER_DAY[view] },
    owner: owner === 'me' ? memberId : (owner?.slice(0, 64) ?? null),
  }
}

/** The address of the same view around another day. */
export function dayHref(state: CalendarState, day: Day | null, view?: CalendarView): string {
  return calendarList.href(state, { filters: { day, ...(view ? { view: view === 'month' ? null : view } : {}) } })
}

/** What a saved view keeps: everything but the day it was saved on. */
export function queryOf(state: CalendarState): string {
  return calendarList.href(state, { open: null, filters: { day: null } }).split('?')[1] ?? ''
}
