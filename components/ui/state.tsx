import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type StateKind = 'passed' | 'open' | 'blocked' | 'stale' | 'waiting' | 'unverifiable'

const COLOUR: Record<StateKind, string> = {
  passed: 'text-pass',
  open: 'text-ink-2',
  blocked: 'text-block',
  stale: 'text-stale',
  waiting: 'text-wait',
  unverifiable: 'text-ink-3',
}

/** Shape, word and colour, never colour alone. `wordHidden` keeps the word for screen readers where it stands beside. */
export function State({
  kind,
  children,
  wordHidden = false,
  className,
}: {
  kind: StateKind
  children: ReactNode
  wordHidden?: boolean
  className?: string
}) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-[7px] text-sheet font-medium whitespace-nowrap',
        COLOUR[kind],
        className,
      )}
    >
      <span className="state-shape" data-state={kind} aria-hidden="true" />
      <span className={wordHidden ? 'sr-only' : undefined}>{children}</span>
    </span>
  )
}
