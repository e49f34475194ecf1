import { addDays, type Day, dayAt, daysBetween } from '@/lib/shared/zone-time'
import { isFinished, type WaveState } from './wave-states'

/** Two things of the calendar that cannot both be meant, or one that can no longer be kept. */
export type Clash = {
  key: string
  kind: 'freeze' | 'overlap' | 'dependency' | 'print' | 'window'
  sentence: string
  /** Where it shows in the calendar. */
  day: Day
  owner: string | null
  href: string
}

export type PlannedWave = {
  id: string
  number: number
  name: string
  state: WaveState
  startsAt: Date | null
  endsAt: Date | null
  ownerName: string | null
  dependsOnId: string | null
}

export type PlannedFreeze = { id: string; name: string; startsAt: Date; endsAt: Date }

/** Entry points that still have to move, by day and wave: how many, and how many of them nobody owns. */
export type DayLoad = { day: Day; waveId: string | null; toMove: number; noOwner: number }

/** A printed entry point whose deadline has passed while it still has to move. */
export type LatePrint = { id: string; name: string; owner: string | null; updateDate: Day; leadDays: number }

export type CalendarFacts = {
  zone: string
  today: Day
  waves: readonly PlannedWave[]
  freezes: readonly PlannedFreeze[]
  load: readonly DayLoad[]
  latePrints: readonly LatePrint[]
  /** How many there are in all, when more than are listed. */
  latePrintCount: number
}

const waveName = (wave: { number: number; name: string }): string => `Wave ${wave.number} · ${wave.name}`
const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en-GB')} ${n === 1 ? one : many}`

/** The day by which a printer or publisher must have it: the lead time counted back from the update date. */
export function printDeadline(updateDate: Day, leadDays: number): Day {
  return addDays(updateDate, -leadDays)
}

/** Windows are half open: one that ends when another starts does not touch it. */
function overlap(a: { startsAt: Date; endsAt: Date }, b: { startsAt: Date; endsAt: Date }): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b
}

type Windowed = PlannedWave & { startsAt: Date; endsAt: Date }

function open(waves: readonly PlannedWave[]): Windowed[] {
  return waves.filter(
    (wave): wave is Windowed => !isFinished(wave.state) && wave.startsAt !== null && wave.endsAt !== null,
  )
}

function waveInFreeze({ waves, freezes, zone }: CalendarFacts): Clash[] {
  return open(waves).flatMap((wave) =>
    freezes
      .filter((freeze) => overlap(wave, freeze))
      .map((freeze) => ({
        key: `freeze:${freeze.id}:${wave.id}`,
        kind: 'freeze' as const,
        sentence: `${waveName(wave)} runs into the freeze window “${freeze.name}”. Move one of the two.`,
        day: dayAt(later(freeze.startsAt, wave.startsAt), zone),
        owner: wave.ownerName,
        href: `/calendar/waves/${wave.id}`,
      })),
  )
}

/** The last day a window touches: one that ends at midnight does not touch the day that begins then. */
export function lastDayOf(endsAt: Date, zone: string): Day {
  return dayAt(new Date(endsAt.getTime() - 1), zone)
}

function updatesInFreeze({ load, freezes, zone }: CalendarFacts): Clash[] {
  return freezes.flatMap((freeze) => {
    const first = dayAt(freeze.startsAt, zone)
    const last = lastDayOf(freeze.endsAt, zone)
    const inside = load.filter(({ day, toMove }) => toMove > 0 && day >= first && day <= last)
    const toMove = inside.reduce((sum, one) => sum + one.toMove, 0)
    if (toMove === 0) return []
    const sentence = `${count(toMove, 'update date')} ${toMove === 1 ? 'falls' : 'fall'} into the freeze window “${freeze.name}”.`
    const day = inside.map((one) => one.day).sort()[0] ?? first
    const href = `/calendar?view=agenda&day=${day}`
    return [{ key: `freeze:${freeze.id}:updates`, kind: 'freeze' as const, sentence, day, owner: null, href }]
  })
}

function overlappingWaves({ waves, zone }: CalendarFacts): Clash[] {
  const planned = open(waves)
  return planned.flatMap((wave, i) =>
    planned
      .slice(i + 1)
      .filter((other) => overlap(wave, other))
      .map((other) => ({
        key: `overlap:${wave.id}:${other.id}`,
        kind: 'overlap' as const,
        sentence: `${waveName(wave)} and ${waveName(other)} overlap: when something breaks, nobody can tell which of them did it.`,
        day: dayAt(later(other.startsAt, wave.startsAt), zone),
        owner: other.ownerName,
        href: `/calendar/waves/${other.id}`,
      })),
  )
}

function brokenDependencies({ waves, zone, today }: CalendarFacts): Clash[] {
  const byId = new Map(waves.map((wave) => [wave.id, wave]))
  return waves.flatMap((wave) => {
    const first = wave.dependsOnId ? byId.get(wave.dependsOnId) : undefined
    if (!first || isFinished(wave.state) || first.state === 'done') return []
    const clash = (sentence: string): Clash => ({
      key: `dependency:${wave.id}`,
      kind: 'dependency',
      sentence,
      day: wave.startsAt ? dayAt(wave.startsAt, zone) : today,
      owner: wave.ownerName,
      href: `/calendar/waves/${wave.id}`,
    })
    if (first.number > wave.number)
      return [clash(`${waveName(wave)} depends on ${waveName(first)}, which comes later.`)]
    if (wave.startsAt && first.endsAt && wave.startsAt < first.endsAt) {
      return [clash(`${waveName(wave)} starts before ${waveName(first)} ends, and depends on it.`)]
    }
    return []
  })
}

function latePrints({ latePrints: late, latePrintCount, today }: CalendarFacts): Clash[] {
  const clashes = late.map(({ id, name, owner, updateDate, leadDays }) => {
    const deadline = printDeadline(updateDate, leadDays)
    const days = daysBetween(deadline, today)
    return {
      key: `print:${id}`,
      kind: 'print' as const,
      sentence: `“${name}” had to be at the printer ${count(days, 'day')} ago to be out on its update date.`,
      day: today,
      owner,
      href: `/entry-points/${id}`,
    }
  })
  const more = latePrintCount - late.length
  if (more <= 0) return clashes
  const sentence = `${count(more, 'more print deadline')} passed.`
  return [
    ...clashes,
    { key: 'print:more', kind: 'print', sentence, day: today, owner: null, href: '/entry-points?risk=printed' },
  ]
}

/** Everything that does not fit together, what comes first in time first. */
export function findClashes(facts: CalendarFacts): Clash[] {
  return [
    ...waveInFreeze(facts),
    ...updatesInFreeze(facts),
    ...overlappingWaves(facts),
    ...brokenDependencies(facts),
    ...latePrints(facts),
  ].sort((a, b) => a.day.localeCompare(b.day) || a.key.localeCompare(b.key))
}

export type Overdue = { key: string; sentence: string; owner: string | null; href: string; since: Day }

/** Work whose day has gone by: update dates of earlier days, and windows that closed before the wave was done. */
export function findOverdue({ load, waves, today, zone }: CalendarFacts, now: Date): Overdue[] {
  const late = load.filter(({ day, toMove }) => day < today && toMove > 0)
  const toMove = late.reduce((sum, one) => sum + one.toMove, 0)
  const since = late.map((one) => one.day).sort()[0] ?? today
  const updates = {
    key: 'updates',
    sentence: `${count(toMove, 'entry point is', 'entry points are')} past the update date and not moved.`,
    owner: null,
    href: '/entry-points?lacks=move',
    since,
  }
  const windows = open(waves)
    .filter((wave) => wave.endsAt <= now)
    .map((wave) => ({
      key: `wave:${wave.id}`,
      sentence: `The window of ${waveName(wave)} is over, and it is not done.`,
      owner: wave.ownerName,
      href: `/calendar/waves/${wave.id}`,
      since: dayAt(wave.endsAt, zone),
    }))
  return toMove > 0 ? [updates, ...windows] : windows
}

export type OwnerGap = { key: string; sentence: string; href: string; day: Day | null }

/** Days with work that nobody owns, and waves without anybody to answer for them. */
export function findOwnerGaps({ load, waves }: CalendarFacts): OwnerGap[] {
  const byDay = new Map<Day, number>()
  for (const { day, noOwner } of load) if (noOwner > 0) byDay.set(day, (byDay.get(day) ?? 0) + noOwner)
  const days = [...byDay.entries()].sort(([a], [b]) => a.localeCompare(b))
  const gaps = days.map(([day, n]) => ({
    key: `day:${day}`,
    sentence: `${count(n, 'entry point')} to move that nobody owns.`,
    href: `/calendar?view=agenda&day=${day}`,
    day,
  }))
  const orphans = waves
    .filter((wave) => !isFinished(wave.state) && wave.ownerName === null)
    .map((wave) => ({
      key: `wave:${wave.id}`,
      sentence: `${waveName(wave)} has no owner.`,
      href: `/calendar/waves/${wave.id}`,
      day: null,
    }))
  return [...orphans, ...gaps]
}
