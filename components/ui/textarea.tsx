import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { controlStyle } from './control-style'

export type TextareaProps = ComponentProps<'textarea'> & { machine?: boolean }

/** Several lines of text; it grows with what is typed. */
export function Textarea({ machine, className, rows = 3, ...rest }: TextareaProps) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={classNames(controlStyle, 'field-sizing-content min-h-16 py-1.5', machine && 'machine', className)}
    />
  )
}
