import { historyOf } from '@/lib/audit/queries'
import type { Actor } from '@/lib/server/actor'
import type { CurrentWorkspace } from '@/lib/server/workspace'
import { type Failure, fail } from '@/lib/shared/result'
import { momentAt } from '@/lib/shared/zone-time'
import type { LocalTime } from './schema'

/** What the second of two people gets: the record as it is now, and who was faster. */
export type StaleDetails<T> = { current: T; changedBy: { name: string; at: string } | null }

export async function staleBecause<T>(
  actor: Actor,
  subject: { kind: string; id: string },
  current: T,
): Promise<Failure<'stale-version'>> {
  const [last] = await historyOf(actor, subject, 1)
  const changedBy = last ? { name: last.actor.name, at: last.at.toISOString() } : null
  return fail('stale-version', { current, changedBy } satisfies StaleDetails<T>)
}

export type Window = { startsAt: Date; endsAt: Date }

/** A window as people write it, in the zone of the workspace; null when its end is not after its beginning. */
export function windowOf(
  times: { starts: LocalTime; ends: LocalTime },
  { zone }: Pick<CurrentWorkspace, 'zone'>,
): Window | null {
  const startsAt = momentAt(times.starts.day, times.starts.clock, zone)
  const endsAt = momentAt(times.ends.day, times.ends.clock, zone)
  return startsAt < endsAt ? { startsAt, endsAt } : null
}
