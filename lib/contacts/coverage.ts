import { ADOPTION_STEPS, type ForecastRow, forecast } from '@/lib/identity/coverage'
import { type Actor, can } from '@/lib/server/actor'
import { countedLately } from '@/lib/server/counted-lately'
import { db, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { dayAt } from '@/lib/shared/zone-time'
import { countByNumber, countByPortfolio, countEverybody, countSplitByPhone, type PlaceCounts } from './coverage-store'

export type { PlaceCounts } from './coverage-store'

/** Everybody by how the next message without a phone would find them; in a large workspace as of the last minute. */
export function countKnown(workspaceId: string): Promise<PlaceCounts> {
  const sizeOf = ({ mapped, exposed, new: unknown }: PlaceCounts) => mapped + exposed + unknown
  return countedLately().count(workspaceId, 'everybody', { count: () => countEverybody(workspaceId), sizeOf })
}

const lately = <T>(workspaceId: string, what: string, count: (workspaceId: string) => Promise<T>): Promise<T> =>
  countedLately().count(workspaceId, what, { count: () => count(workspaceId) })

export type CoveragePlace = PlaceCounts & { id: string; label: string; portfolio: string | null }
export type CoverageDayRow = PlaceCounts & { day: string; duplicates: number }

export type Coverage = {
  totals: PlaceCounts
  /** Contacts a set-up that knows only phones would have made twice so far. */
  duplicatesSoFar: number
  forecast: ForecastRow[]
  portfolios: CoveragePlace[]
  numbers: CoveragePlace[]
  /** The last days that were counted, oldest first. */
  days: CoverageDayRow[]
}

const NOBODY: PlaceCounts = { mapped: 0, exposed: 0, new: 0, mappedWithPhone: 0 }
const DAYS = 30

/** How many contacts the next message without a phone would find: everybody, by portfolio, by number, and over time. */
export async function readCoverage(actor: Actor): Promise<Result<Coverage, 'not-allowed'>> {
  if (!can(actor, 'contacts:read')) return fail('not-allowed')
  const { workspaceId } = actor
  const [totals, byPortfolio, byNumber, duplicatesSoFar, places, days] = await Promise.all([
    countKnown(workspaceId),
    lately(workspaceId, 'by portfolio', countByPortfolio),
    lately(workspaceId, 'by number', countByNumber),
    lately(workspaceId, 'split by phone', countSplitByPhone),
    db.portfolio.findMany({
      where: { workspaceId },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      include: { numbers: { orderBy: [{ label: 'asc' }, { id: 'asc' }] } },
    }),
    db.coverageDay.findMany({ where: { workspaceId, scope: 'all' }, orderBy: { day: 'desc' }, take: DAYS }),
  ])
  return ok({
    ...{ totals, duplicatesSoFar, forecast: forecast(totals, ADOPTION_STEPS) },
    portfolios: places.map(({ id, name }) => ({
      id,
      label: name,
      portfolio: null,
      ...(byPortfolio.get(id) ?? NOBODY),
    })),
    numbers: places.flatMap(({ name, numbers }) =>
      numbers.map(({ id, label }) => ({ id, label, portfolio: name, ...(byNumber.get(id) ?? NOBODY) })),
    ),
    days: days.toReversed().map(({ day, mapped, exposed, unknown, mappedWithPhone, duplicates }) => ({
      ...{ day, mapped, exposed, new: unknown, mappedWithPhone, duplicates },
    })),
  })
}

/** Writes down how the day stands, for the trend; the last count of a day is the one that stays. */
export async function keepCoverageDay(workspaceId: string, now: Date): Promise<void> {
  const { zone } = await db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { zone: true } })
  const [everybody, portfolios, numbers, duplicates] = await Promise.all([
    countEverybody(workspaceId),
    countByPortfolio(workspaceId),
    countByNumber(workspaceId),
    countSplitByPhone(workspaceId),
  ])
  const day = dayAt(now, zone)
  const places: [string, PlaceCounts, number][] = [
    ['all', everybody, duplicates],
    ...[...portfolios, ...numbers].map(([scope, counts]): [string, PlaceCounts, number] => [scope, counts, 0]),
  ]
  await writeTransaction(async (tx) => {
    for (const [scope, { mapped, exposed, new: unknown, mappedWithPhone }, split] of places) {
      const counts = { mapped, exposed, unknown, mappedWithPhone, duplicates: split }
      await tx.coverageDay.upsert({
        where: { workspaceId_scope_day: { workspaceId, scope, day } },
        create: { id: newId('id'), workspaceId, scope, day, ...counts },
        update: counts,
      })
    }
  })
}

/** Every workspace with contacts, for the worker: several times a day, so that each day has its count. */
export async function keepCoverageDays(now: Date): Promise<number> {
  const workspaces = await db.workspace.findMany({ select: { id: true } })
  let kept = 0
  for (const { id } of workspaces) {
    if ((await db.contact.findFirst({ where: { workspaceId: id, state: 'active' }, select: { id: true } })) === null)
      continue
    await keepCoverageDay(id, now)
    kept += 1
  }
  return kept
}
