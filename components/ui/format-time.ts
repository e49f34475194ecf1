const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

export type ZonedParts = {
  weekday: string
  year: number
  month: number
  day: number
  hour: string
  minute: string
  second: string
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  formatters.set(zone, made)
  return made
}

/**
 * The calendar parts of a moment in an IANA zone. Month names are ours and not the locale data's, so that the server and
 * every browser write the same text.
 */
export function zonedParts(at: Date, zone: string): ZonedParts {
  const parts = new Map(
    formatterFor(zone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  )
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return {
    weekday: get('weekday'),
    year: Number(get('year')),
    month: Number(get('month')),
    day: Number(get('day')),
    hour: get('hour'),
    minute: get('minute'),
    second: get('second'),
  }
}

export type TimeStyle = 'full' | 'moment' | 'date' | 'time' | 'clock' | 'relative'

/** "Tue 24 Nov", with the year when it is not the year of `now`. */
export function formatDate(at: Date, zone: string, now: Date): string {
  const parts = zonedParts(at, zone)
  const year = parts.year === zonedParts(now, zone).year ? '' : ` ${parts.year}`
  return `${parts.weekday} ${parts.day} ${MONTHS[parts.month - 1] ?? ''}${year}`
}

const STEPS = [
  { unit: 'minute', short: 'min', milliseconds: 60_000, until: 60 * 60_000 },
  { unit: 'hour', short: 'h', milliseconds: 3_600_000, until: 36 * 3_600_000 },
  { unit: 'day', short: 'd', milliseconds: 86_400_000, until: 45 * 86_400_000 },
  { unit: 'month', short: 'mo', milliseconds: 30.44 * 86_400_000, until: 548 * 86_400_000 },
  { unit: 'year', short: 'y', milliseconds: 365.25 * 86_400_000, until: Number.POSITIVE_INFINITY },
] as const

/** How far away a moment is, in words: "in 2 days", "3 hours ago", "just now". */
export function formatRelative(at: Date, now: Date): string {
  const away = at.getTime() - now.getTime()
  const size = Math.abs(away)
  if (size < 45_000) return away > 0 ? 'in a moment' : 'just now'
  const step = STEPS.find((candidate) => size < candidate.until) ?? STEPS[4]
  const count = Math.max(1, Math.round(size / step.milliseconds))
  const words = `${count} ${step.unit}${count === 1 ? '' : 's'}`
  return away > 0 ? `in ${words}` : `${words} ago`
}

/** An age for a narrow column: "3 h", "2 d", "now". */
export function formatAge(at: Date, now: Date): string {
  const size = Math.abs(now.getTime() - at.getTime())
  if (size < 45_000) return 'now'
  const step = STEPS.find((candidate) => size < candidate.until) ?? STEPS[4]
  return `${Math.max(1, Math.round(size / step.milliseconds))} ${step.short}`
}

/** One moment, as the house writes it: "Tue 24 Nov, 14:30 (Asia/Dubai), in 2 days" when `style` is "full". */
export function formatMoment(at: Date, zone: string, options: { now: Date; style: TimeStyle }): string {
  const parts = zonedParts(at, zone)
  const time = `${parts.hour}:${parts.minute}`
  const date = formatDate(at, zone, options.now)
  switch (options.style) {
    case 'full':
      return `${date}, ${time} (${zone}), ${formatRelative(at, options.now)}`
    case 'moment':
      return `${date}, ${time}`
    case 'date':
      return date
    case 'time':
      return time
    case 'clock':
      return `${time}:${parts.second}`
    case 'relative':
      return formatRelative(at, options.now)
  }
}
