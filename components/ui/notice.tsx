import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type NoticeTone = 'info' | 'done' | 'careful' | 'problem'

const LOOK = {
  info: { icon: Info, word: 'Note', style: 'border-line-2 bg-surface', colour: 'text-accent' },
  done: { icon: CircleCheck, word: 'Done', style: 'border-pass/40 bg-pass-soft', colour: 'text-pass' },
  careful: { icon: TriangleAlert, word: 'Careful', style: 'border-stale/40 bg-stale-soft', colour: 'text-stale' },
  problem: { icon: CircleAlert, word: 'Problem', style: 'border-block/40 bg-block-soft', colour: 'text-block' },
} as const

/** A sentence that belongs to the page and stays there. */
export function Notice({
  tone = 'info',
  title,
  children,
  action,
  live = false,
}: {
  tone?: NoticeTone
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  /** True when it appears after the page was shown, so that it is read aloud. */
  live?: boolean
}) {
  const look = LOOK[tone]
  return (
    <div
      role={live ? (tone === 'problem' ? 'alert' : 'status') : undefined}
      className={classNames(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md border px-3.5 py-2.5 text-control',
        look.style,
      )}
    >
      <look.icon aria-hidden="true" className={classNames('mt-0.5 size-4 shrink-0', look.colour)} />
      <div className="min-w-0 flex-1 basis-56">
        <span className="sr-only">{look.word}: </span>
        {title ? <strong>{title} </strong> : null}
        {children}
      </div>
      {action}
    </div>
  )
}
