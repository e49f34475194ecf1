import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names'
import { State, type StateKind } from '../ui/state'

/** The thin line under the top bar, only while the rollout is blocked, releasing or rolling back. */
export function StateLine({
  kind,
  word,
  children,
  action,
}: {
  kind: StateKind
  word: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <section
      aria-label="State of the rollout"
      className={classNames(
        'no-print flex min-h-9 items-center gap-x-2.5 border-b border-line px-[22px] py-[7px] text-sheet max-md:px-3.5 md:h-9 md:whitespace-nowrap',
        kind === 'blocked' || kind === 'stale' ? 'bg-stale-soft' : 'bg-accent-soft',
      )}
    >
      <State kind={kind}>{word}</State>
      <span className="min-w-0 md:truncate">{children}</span>
      {action ? <span className="ml-auto shrink-0">{action}</span> : null}
    </section>
  )
}
