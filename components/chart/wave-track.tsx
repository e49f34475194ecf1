import Link from 'next/link'
import type { CSSProperties } from 'react'
import { classNames } from '../ui/class-names'
import { formatCount } from '../ui/format-number'
import { formatDate, formatMoment } from '../ui/format-time'
import { axisMarks, placeOf, type TimeRange } from './time-axis'
import { type PlacedBar, placeBars, placeNames, spanOf } from './wave-track-layout'
import { Flag, Gates, Legend, type TrackGate } from './wave-track-marks'

/** How a wave is drawn. `late` is one whose window is over before it was done. */
export type TrackLook = 'planned' | 'ready' | 'active' | 'done' | 'back' | 'late'

export type TrackWave = {
  id: string
  /** "Wave 2 · Website". */
  label: string
  look: TrackLook
  /** How it stands, in words: "releasing". */
  words: string
  startsAt: Date
  endsAt: Date
  href: string
  /** "30 of 47 moved". */
  note: string
  /** Before it went out: the gates it has to pass. */
  gates: readonly TrackGate[]
  /** The moment it went out: from then on a flag stands where the gates were. */
  liveAt: Date | null
  /** True when it went out although gates were closed. */
  overridden: boolean
}

export type TrackFreeze = { id: string; name: string; startsAt: Date; endsAt: Date }

export type WaveTrackProps = {
  /** The name of the drawing for a screen reader. */
  label: string
  now: Date
  zone: string
  range: TimeRange
  waves: readonly TrackWave[]
  freezes: readonly TrackFreeze[]
  /** Off where another drawing below carries the same axis. */
  legend?: boolean
}

const BAR: Record<TrackLook, string> = {
  planned: 'bg-surface text-ink-2 shadow-[inset_0_0_0_1px_var(--edge)]',
  ready: 'bg-accent-soft text-accent shadow-[inset_0_0_0_1px_var(--accent)]',
  active: 'bg-accent text-on-accent',
  done: 'bg-pass-soft text-pass shadow-[inset_0_0_0_1px_var(--pass)]',
  back: 'bg-stale-soft text-stale shadow-[inset_0_0_0_1px_var(--stale)]',
  late: 'bg-block-soft text-block shadow-[inset_0_0_0_1px_var(--block)]',
}

type Computed = CSSProperties & Record<`--${string}`, string | number>

/**
 * The rollout as a line of time: waves are bars, the gates before each are ticks, freeze windows are hatched, what went
 * live carries a flag, and a line says where today is. It is one list in the order of time, so a screen reader reads
 * what the eye sees; on a narrow surface words stand above their bars and nothing is cut off.
 */
export function WaveTrack({ label, now, zone, range, waves, freezes, legend = true }: WaveTrackProps) {
  const placed: Placed = { now, zone, range }
  const { bars, size } = drawn(waves, range)
  const byId = new Map(waves.map((wave) => [wave.id, wave]))
  const names = namesOf(freezes, range)
  const items = [
    ...freezes.map((freeze) => ({
      at: freeze.startsAt,
      node: <Freeze key={freeze.id} freeze={freeze} edge={names.get(freeze.id)} {...placed} />,
    })),
    ...bars.flatMap((bar) => {
      const wave = byId.get(bar.id)
      return wave ? [{ at: wave.startsAt, node: <Wave key={bar.id} wave={wave} bar={bar} {...placed} /> }] : []
    }),
    { at: now, node: <Today key="today" {...placed} /> },
  ]
  return (
    <div className="@container">
      <div
        style={size}
        className="relative isolate h-[calc(var(--rows-narrow)*44px+52px)] @min-[900px]:h-[calc(var(--rows)*34px+52px)]"
      >
        <Axis {...placed} />
        <ol aria-label={label}>{items.sort((a, b) => +a.at - +b.at).map(({ node }) => node)}</ol>
      </div>
      {legend ? <Legend /> : null}
    </div>
  )
}

function namesOf(freezes: readonly TrackFreeze[], range: TimeRange): ReadonlyMap<string, 'start' | 'end'> {
  const spans = freezes.flatMap(({ id, name, startsAt, endsAt }) => {
    const span = spanOf(startsAt, endsAt, range)
    return span ? [{ id, label: name, ...span }] : []
  })
  return placeNames(spans)
}

/** The bars with their rows, and how many rows there are. */
function drawn(waves: readonly TrackWave[], range: TimeRange): { bars: PlacedBar[]; size: Computed } {
  const inRange = waves.flatMap((wave) => {
    const span = spanOf(wave.startsAt, wave.endsAt, range)
    const gates = wave.liveAt ? 0 : wave.gates.length
    return span ? [{ id: wave.id, ...span, label: wave.label, gates }] : []
  })
  const { bars, lanes, narrowLanes } = placeBars(inRange)
  return { bars, size: { '--rows': Math.max(lanes, 1), '--rows-narrow': Math.max(narrowLanes, 1) } }
}

type Placed = { range: TimeRange; zone: string; now: Date }

function Axis({ range, zone, now }: Placed) {
  return (
    <div aria-hidden="true">
      <div className="absolute inset-x-0 bottom-[19px] border-t border-line-2" />
      {axisMarks(range, zone).map(({ day, place, onPhone }) => (
        <div
          key={day}
          style={{ left: `${place}%` }}
          className={classNames('absolute inset-y-0', !onPhone && '@max-[900px]:hidden')}
        >
          <div className="absolute top-[18px] bottom-[19px] border-l border-line" />
          <span className="tabular absolute bottom-0 -translate-x-1/2 text-tiny whitespace-nowrap text-ink-3">
            {formatDate(new Date(`${day}T12:00:00Z`), 'UTC', now).replace(/^\w+ /, '')}
          </span>
        </div>
      ))}
    </div>
  )
}

function words(at: Date, { zone, now }: Placed): string {
  return formatMoment(at, zone, { now, style: 'moment' })
}

type FreezeProps = Placed & { freeze: TrackFreeze; edge: 'start' | 'end' | undefined }

function Freeze({ freeze, edge, ...placed }: FreezeProps) {
  const span = spanOf(freeze.startsAt, freeze.endsAt, placed.range)
  if (!span) return null
  const width = Math.max(span.to - span.from, 0.6)
  return (
    <li
      style={{ left: `${span.from}%`, width: `${width}%` }}
      className="hatched absolute top-[18px] bottom-[19px] border-x border-dashed border-line-2"
    >
      {edge ? (
        <span
          aria-hidden="true"
          className={classNames(
            'absolute bottom-px hidden px-0.5 text-tiny whitespace-nowrap text-ink-2 @min-[900px]:block',
            edge === 'end' ? 'right-0' : 'left-0',
          )}
        >
          <span className="rounded-sm bg-surface px-0.5">{freeze.name}</span>
        </span>
      ) : null}
      <span className="sr-only">
        Freeze window {freeze.name}, from {words(freeze.startsAt, placed)} to {words(freeze.endsAt, placed)}
      </span>
    </li>
  )
}

function sentenceOf(wave: TrackWave, placed: Placed): string {
  const closed = wave.gates.filter((gate) => gate.look !== 'open').length
  const gates =
    wave.gates.length === 0 ? '' : closed === 0 ? ', every gate open' : `, ${formatCount(closed, 'gate')} closed`
  const live = wave.liveAt ? `, went live ${words(wave.liveAt, placed)}` : gates
  const past = wave.overridden ? ' although gates were closed' : ''
  return `${wave.label}, ${wave.words}, from ${words(wave.startsAt, placed)} to ${words(wave.endsAt, placed)}, ${wave.note}${live}${past}`
}

const LABEL: Record<PlacedBar['side'], string> = {
  inside: '@min-[900px]:left-(--left) @min-[900px]:max-w-(--width)',
  cut: '@min-[900px]:left-(--left) @min-[900px]:max-w-(--width)',
  after: '@min-[900px]:left-[calc(var(--left)+var(--width))]',
  before: '@min-[900px]:right-[calc(100%-var(--left))] @min-[900px]:left-auto',
}

function Wave({ wave, bar, ...placed }: Placed & { wave: TrackWave; bar: PlacedBar }) {
  const style: Computed = {
    '--left': `${bar.left}%`,
    '--width': `${bar.width}%`,
    '--lane': bar.lane,
    '--lane-narrow': bar.narrowLane,
    '--label': `${bar.narrowLabel}%`,
  }
  const outside = bar.side === 'after' || bar.side === 'before'
  return (
    <li
      style={style}
      className="pointer-events-none absolute inset-x-0 z-[1] top-[calc(var(--lane-narrow)*44px+20px)] h-10 @min-[900px]:top-[calc(var(--lane)*34px+24px)] @min-[900px]:h-6"
    >
      <Link
        prefetch={false}
        href={wave.href}
        aria-label={sentenceOf(wave, placed)}
        title={`${wave.label}: ${wave.words}, ${wave.note}`}
        className="pointer-events-auto absolute inset-y-0 left-(--left) w-(--width) min-w-1.5 rounded-[5px]"
      >
        <span
          aria-hidden="true"
          className={classNames(
            'absolute inset-x-0 bottom-0 h-3 rounded-[4px] @min-[900px]:inset-y-0 @min-[900px]:h-auto @min-[900px]:rounded-[5px]',
            BAR[wave.look],
          )}
        />
      </Link>
      <span
        aria-hidden="true"
        className={classNames(
          'absolute top-0 left-(--label) truncate px-px text-[12px] leading-5 font-[550] whitespace-nowrap text-ink @min-[900px]:px-[9px] @min-[900px]:leading-6 @max-[900px]:bg-surface',
          LABEL[bar.side],
          outside ? '@min-[900px]:text-ink-2' : INSIDE[wave.look],
        )}
      >
        {wave.label}
      </span>
      {wave.liveAt ? (
        <Flag at={placeOf(wave.liveAt, placed.range)} overridden={wave.overridden} />
      ) : (
        <Gates gates={wave.gates} />
      )}
    </li>
  )
}

const INSIDE: Record<TrackLook, string> = {
  planned: '@min-[900px]:text-ink-2',
  ready: '@min-[900px]:text-accent',
  active: '@min-[900px]:text-on-accent',
  done: '@min-[900px]:text-pass',
  back: '@min-[900px]:text-stale',
  late: '@min-[900px]:text-block',
}

function Today({ now, zone, range }: Placed) {
  const place = placeOf(now, range)
  if (place < 0 || place > 100) return null
  return (
    <li style={{ left: `${place}%` }} className="pointer-events-none absolute inset-y-0 z-[2]">
      <span className="absolute top-[15px] bottom-[15px] border-l-[1.5px] border-block" aria-hidden="true" />
      <span
        aria-hidden="true"
        className={classNames(
          'absolute top-0 text-tiny font-[550] text-block',
          place > 92 ? '-translate-x-full' : place < 4 ? '' : '-translate-x-1/2',
        )}
      >
        today
      </span>
      <span className="sr-only">Today, {formatDate(now, zone, now)}</span>
    </li>
  )
}
