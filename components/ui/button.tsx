import type { ComponentProps, ReactNode } from 'react'
import { type ButtonSize, type ButtonVariant, buttonStyle } from './button-style'
import { Kbd } from './kbd'
import { Spinner } from './spinner'

export type ButtonProps = ComponentProps<'button'> & {
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: ReactNode
  /** While true the button keeps its width, shows a spinner and does not answer. */
  pending?: boolean
  /** The key that does the same. */
  shortcut?: string
}

/** A button. `type` is "button" unless said otherwise, so that one inside a form never submits by accident. */
export function Button({ variant, size, icon, pending, shortcut, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || pending}
      aria-busy={pending || undefined}
      className={buttonStyle(variant, size, className)}
    >
      {pending ? <Spinner /> : icon}
      {children}
      {shortcut ? <Kbd tone="inherit">{shortcut}</Kbd> : null}
    </button>
  )
}
