import { placeOf, type TimeRange } from './time-axis'

/** What is placed: a bar from one per cent to another, with words beside or inside it. */
export type TrackBar = { id: string; from: number; to: number; label: string; gates: number }

/** Where the words of a bar stand when there is room: inside, after it, before it, or cut short inside. */
export type LabelSide = 'inside' | 'after' | 'before' | 'cut'

export type PlacedBar = {
  id: string
  left: number
  width: number
  /** The row it stands in, from 0, on a wide and on a narrow surface. */
  lane: number
  narrowLane: number
  side: LabelSide
  /** On a narrow surface the words stand above the bar, moved so far that they are whole. */
  narrowLabel: number
}

/** The narrowest surfaces the two drawings are made for, in pixels; anything wider has more room still. */
const WIDE = 900
const NARROW = 256

/** A letter of 12 px Geist is 6.6 px wide on average, a little more with capitals; the padding of a bar is 9 px a side. */
const LETTER = 6.9
const PADDING = 18
const GATE = 4
const GAP = 8

function labelWidth(label: string): number {
  return label.length * LETTER + PADDING
}

type Extent = { from: number; to: number }

function sideOf({ from, to, label }: TrackBar): LabelSide {
  const [left, right] = [(from / 100) * WIDE, (to / 100) * WIDE]
  const width = labelWidth(label)
  if (width <= right - left) return 'inside'
  if (right + width <= WIDE) return 'after'
  return left - width >= 0 ? 'before' : 'cut'
}

/** How far a bar reaches with its words and its gates, in pixels of the wide surface. */
function wideExtent(bar: TrackBar, side: LabelSide): Extent {
  const [left, right] = [(bar.from / 100) * WIDE, (bar.to / 100) * WIDE]
  const gates = bar.gates * GATE + (bar.gates > 0 ? GAP : 0)
  if (side === 'after') return { from: left - gates, to: right + labelWidth(bar.label) }
  return { from: left - gates - (side === 'before' ? labelWidth(bar.label) : 0), to: right }
}

function narrowExtent(bar: TrackBar, label: number): Extent {
  const [left, right] = [(bar.from / 100) * NARROW, (bar.to / 100) * NARROW]
  const start = (label / 100) * NARROW
  return { from: Math.min(left, start), to: Math.max(right, start + labelWidth(bar.label)) }
}

/** The words of a bar on a narrow surface begin with it, unless they would be cut off at the right edge. */
function narrowLabelOf({ from, label }: TrackBar): number {
  const longest = 100 - (labelWidth(label) / NARROW) * 100
  return Math.max(0, Math.min(from, longest))
}

/** The first row in which nothing is in the way, for each in turn. */
function intoLanes(extents: readonly Extent[]): number[] {
  const ends: number[] = []
  return extents.map(({ from, to }) => {
    const free = ends.findIndex((end) => end + GAP <= from)
    const lane = free === -1 ? ends.length : free
    ends[lane] = to
    return lane
  })
}

/** A bar always shows, however short its time is. */
const THINNEST = 0.8

/** Places bars in rows so that neither bars nor words meet, once for a wide and once for a narrow surface. */
export function placeBars(bars: readonly TrackBar[]): { bars: PlacedBar[]; lanes: number; narrowLanes: number } {
  const inTime = [...bars].sort((a, b) => a.from - b.from || a.id.localeCompare(b.id))
  const sides = inTime.map(sideOf)
  const labels = inTime.map(narrowLabelOf)
  const lanes = intoLanes(inTime.map((bar, i) => wideExtent(bar, sides[i] ?? 'inside')))
  const narrow = intoLanes(inTime.map((bar, i) => narrowExtent(bar, labels[i] ?? 0)))
  return {
    bars: inTime.map((bar, i) => ({
      id: bar.id,
      left: bar.from,
      width: Math.max(bar.to - bar.from, THINNEST),
      lane: lanes[i] ?? 0,
      narrowLane: narrow[i] ?? 0,
      side: sides[i] ?? 'inside',
      narrowLabel: labels[i] ?? 0,
    })),
    lanes: Math.max(0, ...lanes.map((lane) => lane + 1)),
    narrowLanes: Math.max(0, ...narrow.map((lane) => lane + 1)),
  }
}

/** A span cut to the range, in per cent; null when nothing of it is inside. */
export function spanOf(startsAt: Date, endsAt: Date, range: TimeRange): { from: number; to: number } | null {
  const from = Math.max(0, placeOf(startsAt, range))
  const to = Math.min(100, placeOf(endsAt, range))
  return from > 100 || to < 0 || to < from ? null : { from, to }
}

export type TrackLabel = { id: string; from: number; to: number; label: string }

/** Small print is 11 px: a letter is 6.1 px wide. */
const SMALL_LETTER = 6.1

/**
 * Which edge of its span a name under the drawing begins or ends with, so that names do not run into each other or off
 * the surface; a name for which there is no room is not drawn.
 */
export function placeNames(spans: readonly TrackLabel[]): ReadonlyMap<string, 'start' | 'end'> {
  const placed = new Map<string, 'start' | 'end'>()
  const fromTheRight = [...spans].sort((a, b) => b.from - a.from || b.id.localeCompare(a.id))
  let free = WIDE
  for (const { id, from, to, label } of fromTheRight) {
    const width = label.length * SMALL_LETTER + GAP
    const [left, right] = [(from / 100) * WIDE, (to / 100) * WIDE]
    const edge = left + width <= free ? 'start' : right <= free && right - width >= 0 ? 'end' : null
    if (!edge) continue
    placed.set(id, edge)
    free = edge === 'start' ? left : right - width
  }
  return placed
}
