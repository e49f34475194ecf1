import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/** A native radio button, drawn with the tokens. */
export function Radio({ className, ...rest }: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <input
      {...rest}
      type="radio"
      className={classNames(
        "relative m-0 size-4 shrink-0 appearance-none rounded-full border border-edge bg-surface transition-colors duration-100 enabled:hover:border-ink-3 checked:border-accent checked:before:absolute checked:before:inset-[3px] checked:before:rounded-full checked:before:bg-accent checked:before:content-[''] disabled:opacity-50",
        className,
      )}
    />
  )
}
