import type { ReactNode } from 'react'
import { EmptyState } from '../ui/empty-state'
import { LinkButton } from '../ui/link-button'

/** A list that has rows, only not here: says so and leads back. */
export function EmptyAnswer({ sentence, href, back }: { sentence: ReactNode; href: string; back: string }) {
  return (
    <EmptyState
      sentence={sentence}
      action={
        <LinkButton href={href} scroll={false}>
          {back}
        </LinkButton>
      }
    />
  )
}
