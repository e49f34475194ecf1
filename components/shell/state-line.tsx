import Link from 'next/link'
import type { ReactNode } from 'react'
import { State, type StateKind } from '../ui/state'

type StateLineProps = {
  kind: Extract<StateKind, 'blocked' | 'waiting' | 'stale'>
  /** One word: "Blocked", "Releasing", "Rolling back". */
  word: string
  /** The whole sentence is a link to where something can be done about it. */
  href: string
  children: ReactNode
}

const LOOK: Record<StateLineProps['kind'], string> = {
  blocked: 'bg-stale-soft',
  waiting: 'bg-accent-soft',
  stale: 'bg-stale-soft',
}

/** The thin line under the top bar: only while the rollout is blocked, releasing or rolling back. */
export function StateLine({ kind, word, href, children }: StateLineProps) {
  return (
    <aside aria-label="State of the rollout" className="no-print">
      <Link
        prefetch={false}
        href={href}
        className={`flex h-9 items-center gap-3 border-b border-line px-[22px] text-control -outline-offset-2 hover:underline max-md:px-3.5 ${LOOK[kind]}`}
      >
        <State kind={kind}>{word}</State>
        <span className="truncate">{children}</span>
      </Link>
    </aside>
  )
}
