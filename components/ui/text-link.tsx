import Link from 'next/link'
import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/** A link inside a sentence, underlined so that it is not told by colour alone. */
export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      prefetch={false}
      {...rest}
      className={classNames(
        'text-accent underline decoration-accent/40 underline-offset-[3px] hover:decoration-accent',
        className,
      )}
    />
  )
}
