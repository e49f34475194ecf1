import type { ReactNode } from 'react'
import { Chip } from '../ui/chip'
import { classNames } from '../ui/class-names'
import { When } from '../ui/when'

export type LineageEntry = {
  id: string
  /** "BSUID", "Phone": what it is, in words. */
  kind: string
  /** Masked where it has to be. */
  value: ReactNode
  /** Portfolio or workspace it is valid in. */
  scope?: string
  from: Date | string
  /** Null while it is still theirs. */
  to: Date | string | null
  verified: boolean
  /** How it ended or where it came from: "replaced after a rotation". */
  note?: ReactNode
}

/** The identifiers of one person in the order of time; what is over is struck through and says until when. */
export function Lineage({ entries }: { entries: readonly LineageEntry[] }) {
  return (
    <ol aria-label="Identifiers over time" className="ml-1 border-l-[1.5px] border-line-2">
      {entries.map((entry) => (
        <li
          key={entry.id}
          className={classNames(
            "relative py-2 pl-4 before:absolute before:top-[15px] before:-left-[5px] before:size-2 before:rounded-full before:border-[1.5px] before:content-['']",
            entry.to === null ? 'before:border-accent before:bg-accent' : 'before:border-ink-3 before:bg-surface',
          )}
        >
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-control">
            <span className="text-ink-3">{entry.kind}</span>
            <span className={classNames('machine font-medium', entry.to !== null && 'text-ink-3 line-through')}>
              {entry.value}
            </span>
            <Chip tone={entry.verified ? 'pass' : 'plain'}>{entry.verified ? 'verified' : 'claimed'}</Chip>
            {entry.scope ? <span className="text-small text-ink-3">{entry.scope}</span> : null}
          </div>
          <p className="text-small text-ink-2">
            since <When at={entry.from} />
            {entry.to === null ? null : (
              <>
                {' '}
                until <When at={entry.to} />
              </>
            )}
            {entry.note ? <> · {entry.note}</> : null}
          </p>
        </li>
      ))}
    </ol>
  )
}
