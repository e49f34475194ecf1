import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/** On or off, at once. A native checkbox with the role of a switch, so it works in a plain form. */
export function Switch({ className, ...rest }: Omit<ComponentProps<'input'>, 'type' | 'role'>) {
  return (
    <input
      {...rest}
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: the browser gives a native checkbox its checked state.
      role="switch"
      className={classNames(
        "relative m-0 h-[18px] w-8 shrink-0 appearance-none rounded-full border border-edge bg-sunken transition-colors duration-100 before:absolute before:top-[2px] before:left-[2px] before:size-3 before:rounded-full before:bg-ink-3 before:transition-[left,background-color] before:duration-100 before:content-[''] checked:border-accent checked:bg-accent checked:before:left-4 checked:before:bg-on-accent disabled:opacity-50",
        className,
      )}
    />
  )
}
