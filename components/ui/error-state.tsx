import type { ReactNode } from 'react'
import { Mono } from './mono'

/** What happened, to whom, what to do, and the code to quote. It stands where the content would have been. */
export function ErrorState({
  title,
  children,
  code,
  action,
  page = false,
}: {
  /** What happened, as a sentence: "The list of contacts could not be read." */
  title: ReactNode
  /** Who is affected and what to do next. */
  children: ReactNode
  code?: string
  action?: ReactNode
  /** True when it is all there is on the page, so that its title is the page's heading. */
  page?: boolean
}) {
  const Heading = page ? 'h1' : 'h2'
  return (
    <div role="alert" className="mx-auto flex max-w-[56ch] flex-col items-start gap-3 px-5 py-12">
      <Heading className="flex items-center gap-2.5 text-[15px] leading-[22px] tracking-normal text-block">
        <span className="state-shape" data-state="blocked" aria-hidden="true" />
        {title}
      </Heading>
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
