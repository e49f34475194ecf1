import { placeOf, type TimeRange } from '../chart/time-axis'

/** One identifier in time, as a drawing needs it. */
export type LineageSpan = {
  id: string
  /** "BSUID in Fernhollow": those of one kind and scope share a lane. */
  lane: string
  from: Date
  /** Null while it is still theirs. */
  to: Date | null
}

export type PlacedSpan = {
  id: string
  /** Per cent of the width. */
  left: number
  width: number
  /** Row inside the lane, from 0: two that hold at the same time stand below each other. */
  row: number
  /** Where the words have room: inside the bar, after it or before it. */
  words: 'inside' | 'after' | 'before'
}

export type LineageLane = { label: string; rows: number; spans: PlacedSpan[] }

/** A bar always shows, however short its time is. */
const THINNEST = 1
/** A masked identifier needs about this much of the width. */
const WORDS = 24

function wordsOf(left: number, width: number): PlacedSpan['words'] {
  if (width >= WORDS) return 'inside'
  return left + width + WORDS <= 100 ? 'after' : 'before'
}

function reach({ left, width, words }: Omit<PlacedSpan, 'row'>): { from: number; to: number } {
  if (words === 'after') return { from: left, to: left + width + WORDS }
  return { from: words === 'before' ? left - WORDS : left, to: left + width }
}

function laneOf(label: string, spans: readonly LineageSpan[], range: TimeRange, now: Date): LineageLane {
  const ends: number[] = []
  const placed = spans
    .toSorted((a, b) => a.from.getTime() - b.from.getTime() || (a.id < b.id ? -1 : 1))
    .map((span): PlacedSpan => {
      const left = placeOf(span.from, range)
      const width = Math.max(placeOf(span.to ?? now, range) - left, THINNEST)
      const bar = { id: span.id, left, width, words: wordsOf(left, width) }
      const { from, to } = reach(bar)
      const free = ends.findIndex((end) => end <= from)
      const row = free === -1 ? ends.length : free
      ends[row] = to
      return { ...bar, row }
    })
  return { label, rows: ends.length, spans: placed }
}

const DAY_MS = 86_400_000
/** A person met today still needs room to be read. */
const SHORTEST = 7 * DAY_MS

/** From a little before the first moment until today; nothing is known of the future. */
function rangeUntil(now: Date, moments: readonly Date[]): TimeRange {
  const first = Math.min(...moments.map((at) => at.getTime()), now.getTime() - SHORTEST)
  const air = (now.getTime() - first) * 0.03
  return { from: new Date(first - air), to: new Date(now.getTime() + air) }
}

/** Lanes in the order in which they are first named, on one axis that reaches until today. Pure. */
export function placeLineage(
  spans: readonly LineageSpan[],
  { now, moments = [] }: { now: Date; moments?: readonly Date[] },
): { range: TimeRange; lanes: LineageLane[] } {
  const times = spans.flatMap(({ from, to }) => (to ? [from, to] : [from]))
  const range = rangeUntil(now, [...times, ...moments])
  const labels = [...new Set(spans.map(({ lane }) => lane))]
  const lanes = labels.map((label) =>
    laneOf(
      label,
      spans.filter((span) => span.lane === label),
      range,
      now,
    ),
  )
  return { range, lanes }
}
