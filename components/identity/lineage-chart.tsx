import Link from 'next/link'
import type { ReactNode } from 'react'
import { axisMarks, placeOf, type TimeRange } from '../chart/time-axis'
import { classNames } from '../ui/class-names'
import { formatDate, formatMoment } from '../ui/format-time'
import { type LineageSpan, type PlacedSpan, placeLineage } from './lineage-layout'

export type ChartedIdentifier = LineageSpan & {
  /** Masked where it has to be. */
  value: ReactNode
  verified: boolean
  /** The payload that showed it; null when a person, a CRM or an import gave it. */
  href: string | null
  /** "seen in a signed message; replaced by a newer one". */
  note: string
}

/** Something that happened to the contact as a whole: a merge, or its undoing. */
export type LineageMark = { id: string; at: Date; label: string; href: string }

type LineageChartProps = {
  identifiers: readonly ChartedIdentifier[]
  marks: readonly LineageMark[]
  now: Date
  zone: string
}

type Ground = { range: TimeRange; now: Date; zone: string }

/**
 * One person as a line of time: a lane for each kind of identifier and portfolio, a bar from when each became theirs until
 * it was over, and a mark for each merge. Every bar leads to the payload behind it. It is a list of lists, so a screen
 * reader reads what the eye sees; on a narrow surface the names of the lanes stand above them.
 */
export function LineageChart({ identifiers, marks, now, zone }: LineageChartProps) {
  const { range, lanes } = placeLineage(identifiers, { now, moments: marks.map(({ at }) => at) })
  const byId = new Map(identifiers.map((row) => [row.id, row]))
  const ground = { range, now, zone }
  return (
    <div className="@container">
      <div className="relative pb-5">
        <ul aria-label="Identifiers in time" className="space-y-2">
          {lanes.map(({ label, rows, spans }) => (
            <Lane key={label} label={label} rows={rows} {...ground}>
              {spans.flatMap((span) => {
                const row = byId.get(span.id)
                return row ? [<Bar key={span.id} span={span} row={row} {...ground} />] : []
              })}
            </Lane>
          ))}
          {marks.length > 0 ? (
            <Lane label="Merges" rows={1} {...ground}>
              {marks.map((mark) => (
                <Mark key={mark.id} mark={mark} {...ground} />
              ))}
            </Lane>
          ) : null}
        </ul>
        <div aria-hidden="true" className="absolute inset-x-0 bottom-0 h-4 @min-[640px]:left-40">
          {axisMarks(range, zone).map(({ day, place, onPhone }) => (
            <span
              key={day}
              style={{ left: `${place}%` }}
              className={classNames(
                'tabular absolute -translate-x-1/2 text-tiny whitespace-nowrap text-ink-3',
                !onPhone && '@max-[640px]:hidden',
              )}
            >
              {formatDate(new Date(`${day}T12:00:00Z`), 'UTC', now).replace(/^\w+ /, '')}
            </span>
          ))}
        </div>
      </div>
    </div>
  )
}

function Lane({
  label,
  rows,
  children,
  range,
  zone,
  now,
}: Ground & { label: string; rows: number; children: ReactNode }) {
  return (
    <li className="@min-[640px]:flex">
      <span className="block shrink-0 text-small leading-6 text-ink-2 @min-[640px]:w-40 @min-[640px]:pr-3">
        {label}
      </span>
      <div className="relative min-w-0 flex-1 border-l border-line" style={{ height: `${rows * 28}px` }}>
        <div aria-hidden="true">
          {axisMarks(range, zone).map(({ day, place }) => (
            <span key={day} style={{ left: `${place}%` }} className="absolute inset-y-0 border-l border-line" />
          ))}
          <span
            style={{ left: `${placeOf(now, range)}%` }}
            className="absolute inset-y-0 border-l-[1.5px] border-dashed border-line-2"
          />
        </div>
        <ol aria-label={label}>{children}</ol>
      </div>
    </li>
  )
}

const moment = (at: Date, { zone, now }: Ground): string => formatMoment(at, zone, { now, style: 'moment' })

const WORDS: Record<PlacedSpan['words'], string> = {
  inside: 'left-(--left) max-w-(--width)',
  after: 'left-(--end)',
  before: 'right-[calc(100%-var(--left))]',
}

function Bar({ span, row, ...ground }: Ground & { span: PlacedSpan; row: ChartedIdentifier }) {
  const { left, width, words } = span
  const style = { '--left': `${left}%`, '--width': `${width}%`, '--end': `${left + width}%`, top: `${span.row * 28}px` }
  const until = row.to ? ` until ${moment(row.to, ground)}` : ''
  const told = `${row.verified ? 'verified' : 'claimed'}, since ${moment(row.from, ground)}${until}, ${row.note}`
  const look = classNames(
    'absolute inset-y-0.5 left-(--left) w-(--width) rounded-[5px]',
    row.to
      ? 'bg-surface shadow-[inset_0_0_0_1px_var(--edge)]'
      : 'bg-accent-soft shadow-[inset_0_0_0_1px_var(--accent)]',
    !row.verified && 'border border-dashed border-ink-3 bg-transparent shadow-none',
  )
  return (
    <li style={style} className="pointer-events-none absolute inset-x-0 h-6" title={told}>
      {row.href ? (
        <Link
          prefetch={false}
          href={row.href}
          aria-label={`The payload behind it: ${told}`}
          className={classNames(look, 'pointer-events-auto')}
        />
      ) : (
        <span className={look} />
      )}
      <span
        className={classNames(
          'machine absolute inset-y-0 truncate px-2 text-small leading-6 whitespace-nowrap',
          row.to && 'text-ink-2 line-through',
          WORDS[words],
        )}
      >
        {row.value}
      </span>
      <span className="sr-only">{told}</span>
    </li>
  )
}

function Mark({ mark, ...ground }: Ground & { mark: LineageMark }) {
  const told = `${mark.label}, ${moment(mark.at, ground)}`
  return (
    <li style={{ left: `${placeOf(mark.at, ground.range)}%` }} className="absolute inset-y-0">
      <Link
        prefetch={false}
        href={mark.href}
        aria-label={told}
        title={told}
        className="absolute top-1 -left-2 flex size-4 items-center justify-center"
      >
        <span className="size-2.5 rotate-45 border-[1.5px] border-accent bg-surface" />
      </Link>
    </li>
  )
}
