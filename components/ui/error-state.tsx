import type { ReactNode } from 'react'
import { Mono } from './mono'

/** What happened, to whom, what to do, and the code to quote. It stands where the content would have been. */
export function ErrorState({
  title,
  children,
  code,
  action,
}: {
  /** What happened, as a sentence: "The list of contacts could not be read." */
  title: ReactNode
  /** Who is affected and what to do next. */
  children: ReactNode
  code?: string
  action?: ReactNode
}) {
  return (
    <div role="alert" className="mx-auto flex max-w-[56ch] flex-col items-start gap-3 px-5 py-12">
      <h2 className="flex items-center gap-2.5 text-block">
        <span className="state-shape" data-state="blocked" aria-hidden="true" />
        {title}
      </h2>
      <div className="text-prose text-ink-2">{children}</div>
      {action}
      {code ? (
        <p className="text-small text-ink-3">
          Code <Mono>{code}</Mono>
        </p>
      ) : null}
    </div>
  )
}
