import { type Day, dayAt } from '@/lib/shared/zone-time'
import { lastDayOf } from './clash-rules'
import type { DatedPoint } from './day-store'
import type { FreezeView, WaveCounts, WaveView } from './schema'
import type { SourcedDate } from './sources'
import { isFinished, WAVE_STATE_WORDS, type WaveState } from './wave-states'

export const ENTRY_KINDS = ['wave', 'freeze', 'update', 'print', 'due'] as const
export type EntryKind = (typeof ENTRY_KINDS)[number]

export const ENTRY_KIND_WORDS: Record<EntryKind, string> = {
  wave: 'waves',
  freeze: 'freeze windows',
  update: 'update dates',
  print: 'print deadlines',
  due: 'due dates',
}

/** Shape of a state on the screen; the words of components/ui/state.tsx. */
export type EntryShape = 'passed' | 'open' | 'blocked' | 'stale' | 'waiting' | 'unverifiable'

/** One thing on the calendar, whatever it comes from. Plain values: it crosses to the browser. */
export type CalendarEntry = {
  /** The same as long as it is the same thing: `update:ep_...`. */
  key: string
  kind: EntryKind
  id: string
  title: string
  /** Days it covers, both included. */
  first: Day
  last: Day
  /** Moments, ISO, for what has a clock time. */
  startsAt: string | null
  endsAt: string | null
  owner: string | null
  ownerMemberId: string | null
  waveId: string | null
  href: string
  shape: EntryShape
  /** How it stands: "not moved", "releasing". */
  words: string
  /** Where or why, in a few words. */
  note: string | null
  /** What changes only with `sequence`: all that a feed may say, so that a program never shows an old text for new. */
  lasting: string
  /** The version to carry it with; null for what cannot be carried. */
  version: number | null
  /** Rises with every change, for calendar programs. */
  sequence: number
  changedAt: string
}

const WAVE_SHAPES: Record<WaveState, EntryShape> = {
  planned: 'open',
  ready: 'waiting',
  releasing: 'waiting',
  verifying: 'waiting',
  done: 'passed',
  rolled_back: 'stale',
}

export const waveTitle = (wave: { number: number; name: string }): string => `Wave ${wave.number} · ${wave.name}`

/** A wave without a window has no place in the calendar. */
export function waveEntry(wave: WaveView & { counts: WaveCounts }, zone: string, now: Date): CalendarEntry | null {
  const { id, startsAt, endsAt, owner, state, counts } = wave
  if (!startsAt || !endsAt) return null
  const late = !isFinished(state) && endsAt <= now
  const words = wave.rollbackAt && state !== 'rolled_back' ? 'rolling back' : WAVE_STATE_WORDS[state]
  return {
    ...{ key: `wave:${id}`, kind: 'wave', id, title: waveTitle(wave) },
    ...{ first: dayAt(startsAt, zone), last: lastDayOf(endsAt, zone) },
    ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    ...{ owner: owner?.name ?? null, ownerMemberId: owner?.memberId ?? null, waveId: id },
    href: `/calendar/waves/${id}`,
    shape: late || wave.rollbackAt ? 'stale' : WAVE_SHAPES[state],
    words: late ? `${words}, window over` : words,
    note: counts.total === 0 ? 'no entry points' : `${counts.moved + counts.stays} of ${counts.total} moved`,
    lasting: words,
    version: isFinished(state) ? null : wave.version,
    ...{ sequence: wave.version, changedAt: wave.updatedAt.toISOString() },
  }
}

export function freezeEntry(freeze: FreezeView, zone: string): CalendarEntry {
  const { id, name, startsAt, endsAt, version } = freeze
  return {
    ...{ key: `freeze:${id}`, kind: 'freeze', id, title: name },
    ...{ first: dayAt(startsAt, zone), last: lastDayOf(endsAt, zone) },
    ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    ...{ owner: null, ownerMemberId: null, waveId: null },
    href: `/calendar/waves#freeze-${id}`,
    ...{ shape: 'unverifiable', words: 'freeze', note: freeze.reason, lasting: freeze.reason ?? 'Freeze window' },
    ...{ version, sequence: version, changedAt: freeze.updatedAt.toISOString() },
  }
}

const MOVE_WORDS: Readonly<Record<string, string>> = {
  not_moved: 'not moved',
  moved: 'moved',
  rolled_back: 'rolled back',
  stays: 'stays',
}

function pointShape({ moveState, testResult }: DatedPoint, late: boolean): { shape: EntryShape; words: string } {
  if (testResult === 'wrong') return { shape: 'blocked', words: 'wrong' }
  if (moveState === 'moved') {
    const proven = testResult === 'right' || testResult === 'attested'
    return proven ? { shape: 'passed', words: 'moved and checked' } : { shape: 'waiting', words: 'moved, not checked' }
  }
  if (moveState === 'stays') return { shape: 'passed', words: 'stays' }
  const words = moveState === 'rolled_back' ? 'rolled back' : 'not moved'
  return late ? { shape: 'stale', words: `${words}, overdue` } : { shape: 'open', words }
}

type PointContext = { waves: ReadonlyMap<string, { number: number; name: string }>; today: Day; canMove: boolean }

function pointNote(point: DatedPoint, { waves }: PointContext): string | null {
  const wave = point.waveId ? waves.get(point.waveId) : undefined
  return [wave ? `wave ${wave.number}` : 'no wave', point.location].filter(Boolean).join(', ')
}

export function updateEntry(point: DatedPoint, context: PointContext): CalendarEntry {
  const { id, name, day, version } = point
  const settled = point.moveState === 'moved' || point.moveState === 'stays'
  return {
    ...{ key: `update:${id}`, kind: 'update', id, title: name, first: day, last: day, startsAt: null, endsAt: null },
    ...{ owner: point.ownerName, ownerMemberId: point.ownerMemberId, waveId: point.waveId },
    href: `/entry-points/${id}`,
    ...pointShape(point, day < context.today),
    note: pointNote(point, context),
    lasting: [MOVE_WORDS[point.moveState] ?? point.moveState, point.location].filter(Boolean).join(', '),
    version: context.canMove && !settled ? version : null,
    ...{ sequence: version, changedAt: point.updatedAt.toISOString() },
  }
}

export function printEntry(point: DatedPoint, context: PointContext): CalendarEntry {
  const { id, name, day, version, leadDays } = point
  const passed = day < context.today
  return {
    ...{ key: `print:${id}`, kind: 'print', id, title: `${name} to the printer` },
    ...{ first: day, last: day, startsAt: null, endsAt: null },
    ...{ owner: point.ownerName, ownerMemberId: point.ownerMemberId, waveId: point.waveId },
    href: `/entry-points/${id}`,
    ...(passed
      ? { shape: 'blocked' as const, words: 'deadline passed' }
      : { shape: 'open' as const, words: 'print deadline' }),
    note: `${leadDays} days before ${point.updateDate}`,
    lasting: `${leadDays} days before ${point.updateDate}`,
    version: null,
    ...{ sequence: version, changedAt: point.updatedAt.toISOString() },
  }
}

export function dueEntry(due: SourcedDate, today: Day): CalendarEntry {
  const late = !due.done && due.day < today
  return {
    ...{ key: `due:${due.source}:${due.id}`, kind: 'due', id: due.id, title: due.title },
    ...{ first: due.day, last: due.day, startsAt: null, endsAt: null },
    ...{ owner: due.owner?.name ?? null, ownerMemberId: due.owner?.memberId ?? null, waveId: null },
    href: due.href,
    shape: due.done ? 'passed' : late ? 'stale' : 'open',
    ...{ words: late ? 'overdue' : due.topic.toLowerCase(), note: due.topic, lasting: due.topic, version: null },
    ...{ sequence: due.sequence, changedAt: due.changedAt.toISOString() },
  }
}

const RANK: Record<EntryKind, number> = { freeze: 0, wave: 1, print: 2, update: 3, due: 4 }

/** What covers more days stands above, then by kind and name, so that the order never depends on chance. */
export function compareEntries(a: CalendarEntry, b: CalendarEntry): number {
  return a.first.localeCompare(b.first) || RANK[a.kind] - RANK[b.kind] || a.title.localeCompare(b.title, 'en')
}
