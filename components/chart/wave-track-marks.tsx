import type { CSSProperties, ReactNode } from 'react'
import { classNames } from '../ui/class-names'

export type TrackGate = { name: string; look: 'open' | 'closed' | 'unknown' }

const TICK: Record<TrackGate['look'], string> = {
  open: 'h-full bg-pass',
  closed: 'h-full bg-block',
  unknown: 'h-1/2 bg-ink-3',
}

/** One tick for each gate, in their order, just before the wave may begin. A phone gets one for all of them. */
export function Gates({ gates }: { gates: readonly TrackGate[] }) {
  if (gates.length === 0) return null
  const passes = gates.every((gate) => gate.look === 'open')
  return (
    <span
      aria-hidden="true"
      className="absolute bottom-0 left-(--left) flex h-3 -translate-x-[calc(100%+3px)] items-end gap-0.5 @min-[900px]:h-6"
    >
      <span className={classNames('w-[3px] @min-[900px]:hidden', passes ? TICK.open : TICK.closed)} />
      {gates.map((gate) => (
        <span key={gate.name} className={classNames('hidden w-0.5 @min-[900px]:block', TICK[gate.look])} />
      ))}
    </span>
  )
}

/** Where a wave went live. */
export function Flag({ at, overridden }: { at: number; overridden: boolean }) {
  if (at < 0 || at > 100) return null
  return (
    <FlagShape
      style={{ left: `${at}%` }}
      className={classNames('absolute -top-[7px] @max-[900px]:top-6', overridden ? 'text-stale' : 'text-pass')}
    />
  )
}

function FlagShape({ className, style }: { className?: string; style?: CSSProperties }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 12 16" width="12" height="16" style={style} className={className}>
      <path d="M1.5 1 L11 4.5 L1.5 8 Z" fill="currentColor" stroke="var(--surface)" strokeWidth="0.75" />
      <path d="M1.5 1 V16" stroke="currentColor" strokeWidth="1.75" />
    </svg>
  )
}

/** What the shapes mean, once under the drawing. */
export function Legend() {
  return (
    <p aria-hidden="true" className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-tiny text-ink-2">
      <Key shape={<span className="inline-block h-2.5 w-0.5 bg-pass" />}>gate open</Key>
      <Key shape={<span className="inline-block h-2.5 w-0.5 bg-block" />}>closed</Key>
      <Key shape={<span className="inline-block h-[5px] w-0.5 self-end bg-ink-3" />}>nothing recorded</Key>
      <Key shape={<FlagShape className="h-3 w-2 text-pass" />}>went live</Key>
      <Key shape={<FlagShape className="h-3 w-2 text-stale" />}>past closed gates</Key>
      <Key shape={<span className="hatched inline-block h-2.5 w-4 border-x border-dashed border-line-2" />}>freeze</Key>
    </p>
  )
}

function Key({ shape, children }: { shape: ReactNode; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      {shape}
      {children}
    </span>
  )
}
