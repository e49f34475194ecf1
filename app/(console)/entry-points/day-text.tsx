import { formatDate } from '@/components/ui/format-time'

/** A calendar day without a time: "Mon 23 Nov". Noon UTC of that day is that day in the zone UTC, whatever the clock. */
export function DayText({ day, overdue = false }: { day: string; overdue?: boolean }) {
  const text = formatDate(new Date(`${day}T12:00:00Z`), 'UTC', new Date())
  return (
    <time dateTime={day} className={overdue ? 'font-medium text-block' : undefined}>
      {text}
      {overdue ? <span className="sr-only">, overdue</span> : null}
    </time>
  )
}
