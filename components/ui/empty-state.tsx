import type { ReactNode } from 'react'
import { TextLink } from './text-link'

/** One sentence on what belongs here, one action, and a link to an example. */
export function EmptyState({
  sentence,
  action,
  example,
}: {
  sentence: ReactNode
  action?: ReactNode
  example?: { href: string; label: string }
}) {
  return (
    <div className="mx-auto flex max-w-[46ch] flex-col items-center gap-4 px-5 py-16 text-center">
      <span aria-hidden="true" className="hatched h-7 w-40 rounded-md border border-line-2" />
      <p className="text-prose text-ink-2">{sentence}</p>
      {action}
      {example ? (
        <p className="text-small">
          <TextLink href={example.href}>{example.label}</TextLink>
        </p>
      ) : null}
    </div>
  )
}
