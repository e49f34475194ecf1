import type { ReactNode } from 'react'
import { classNames } from './class-names'

type PanelProps = {
  title?: ReactNode
  /** One quiet fact on the right of the title. */
  aside?: ReactNode
  actions?: ReactNode
  children: ReactNode
  /** Off for tables and lists that bring their own padding. */
  padded?: boolean
  className?: string
  id?: string
}

/** A white surface with a hairline, a title and its content: the unit pages are made of. */
export function Panel({ title, aside, actions, children, padded = true, className, id }: PanelProps) {
  const hasHeader = title !== undefined || aside !== undefined || actions !== undefined
  return (
    <section
      id={id}
      className={classNames('keep-together overflow-hidden rounded-lg border border-line bg-surface', className)}
    >
      {hasHeader ? (
        <header className="flex min-h-[47px] flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line px-4 py-2">
          {title === undefined ? null : <h2>{title}</h2>}
          {aside === undefined ? null : <span className="ml-auto text-small text-ink-2">{aside}</span>}
          {actions === undefined ? null : (
            <span className={classNames('flex items-center gap-2', aside === undefined && 'ml-auto')}>{actions}</span>
          )}
        </header>
      ) : null}
      <div className={padded ? 'p-4' : undefined}>{children}</div>
    </section>
  )
}
