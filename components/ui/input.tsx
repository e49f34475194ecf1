import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { controlStyle } from './control-style'

export type InputProps = ComponentProps<'input'> & {
  /** For what a machine reads: numbers, handles, addresses. */
  machine?: boolean
}

/** One line of text. Use it through a field, which gives it a label, help and its error. */
export function Input({ machine, className, ...rest }: InputProps) {
  return (
    <input
      {...(machine ? { spellCheck: false, autoCapitalize: 'none', autoCorrect: 'off' } : {})}
      {...rest}
      className={classNames(controlStyle, 'h-8', machine && 'machine', className)}
    />
  )
}
