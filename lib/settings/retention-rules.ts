const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
/** The worker purges at this minute of every hour (worker.ts, "purge delivery bodies"). */
const PURGE_MINUTE = 7

/** Bodies of deliveries that came before this moment are no longer kept. */
export function dueBefore(retentionDays: number, now: Date): Date {
  return new Date(now.getTime() - retentionDays * DAY_MS)
}

/** When the worker purges next. Zones are whole or half hours from UTC, but the minute is counted in UTC. */
export function nextPurge(now: Date): Date {
  const hour = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS
  const thisHour = hour + PURGE_MINUTE * 60_000
  return new Date(thisHour > now.getTime() ? thisHour : thisHour + HOUR_MS)
}
