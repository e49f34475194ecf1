'use client'

import { useRouter } from 'next/navigation'
import { useHotkeys } from '@/components/keys/use-hotkeys'

type CalendarKeysProps = { before: string; after: string; today: string; month: string; week: string; agenda: string }

/** The keys of the calendar, listed under `?`. */
export function CalendarKeys({ before, after, today, month, week, agenda }: CalendarKeysProps) {
  const router = useRouter()
  const go = (href: string) => () => router.push(href, { scroll: false })
  useHotkeys([
    { keys: 'k', label: 'The days before', group: 'Calendar', run: go(before) },
    { keys: 'j', label: 'The days after', group: 'Calendar', run: go(after) },
    { keys: 't', label: 'Today', group: 'Calendar', run: go(today) },
    { keys: 'm', label: 'Month', group: 'Calendar', run: go(month) },
    { keys: 'w', label: 'Week', group: 'Calendar', run: go(week) },
    { keys: 'a', label: 'Agenda', group: 'Calendar', run: go(agenda) },
  ])
  return null
}
