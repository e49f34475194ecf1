import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type ChipTone = 'plain' | 'accent' | 'pass' | 'block' | 'stale' | 'wait' | 'violet'

const TONE: Record<ChipTone, string> = {
  plain: 'border-line bg-surface text-ink-2',
  accent: 'border-transparent bg-accent-soft text-accent',
  pass: 'border-transparent bg-pass-soft text-pass',
  block: 'border-transparent bg-block-soft text-block',
  stale: 'border-transparent bg-stale-soft text-stale',
  wait: 'border-transparent bg-wait-soft text-wait',
  violet: 'border-transparent bg-violet-soft text-violet',
}

/** A short fact beside something: a role, a version, a count. A state of work is a `State`, not a chip. */
export function Chip({
  tone = 'plain',
  icon,
  children,
  className,
}: {
  tone?: ChipTone
  icon?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 rounded-full border px-[9px] py-px text-small whitespace-nowrap [&_b]:font-[550] [&_b]:text-ink [&_svg]:size-3.5 [&_svg]:shrink-0',
        TONE[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  )
}
