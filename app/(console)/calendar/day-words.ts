import { formatDate } from '@/components/ui/format-time'
import { type Day, daysBetween } from '@/lib/shared/zone-time'

/** A calendar day as people write it: "Tue 24 Nov", with the year when it is not this one. It has no zone. */
export function dayText(day: Day, today: Day): string {
  return formatDate(new Date(`${day}T12:00:00Z`), 'UTC', new Date(`${today}T12:00:00Z`))
}

/** The same where the distance matters: "today", "tomorrow", "Tue 24 Nov". */
export function dayWords(day: Day, today: Day): string {
  const away = daysBetween(today, day)
  if (away === 0) return 'today'
  return away === 1 ? 'tomorrow' : dayText(day, today)
}
