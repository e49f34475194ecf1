import { SCHEDULES, type Schedule } from './vocabulary'

const HOURS: Record<Schedule, number> = { never: 0, hourly: 1, daily: 24, weekly: 168 }
const HOUR_MS = 3_600_000

export function scheduleOf(stored: string | null): Schedule {
  return SCHEDULES.find((one) => one === stored) ?? 'never'
}

/** When a plan runs by itself the next time; null for one that does not. A time that was missed is not made up for. */
export function nextRun(schedule: Schedule, now: Date): Date | null {
  const hours = HOURS[schedule]
  return hours === 0 ? null : new Date(now.getTime() + hours * HOUR_MS)
}
