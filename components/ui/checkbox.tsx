'use client'

import { type ComponentProps, useCallback } from 'react'
import { classNames } from './class-names'

export type CheckboxProps = Omit<ComponentProps<'input'>, 'type' | 'ref'> & {
  /** Some but not all of what it stands for. */
  indeterminate?: boolean
}

const TICK =
  "checked:before:absolute checked:before:top-[1px] checked:before:left-[4.5px] checked:before:h-[9px] checked:before:w-[5px] checked:before:rotate-45 checked:before:border-r-2 checked:before:border-b-2 checked:before:border-on-accent checked:before:content-[''] indeterminate:before:absolute indeterminate:before:inset-x-[3px] indeterminate:before:top-[6px] indeterminate:before:h-[2px] indeterminate:before:bg-on-accent indeterminate:before:content-['']"

/** A native checkbox, drawn with the tokens; "some" is a state of the element, not an attribute, so it is set by ref. */
export function Checkbox({ indeterminate = false, className, ...rest }: CheckboxProps) {
  const setIndeterminate = useCallback(
    (element: HTMLInputElement | null) => {
      if (element) element.indeterminate = indeterminate
    },
    [indeterminate],
  )
  return (
    <input
      {...rest}
      ref={setIndeterminate}
      type="checkbox"
      className={classNames(
        'relative m-0 size-4 shrink-0 appearance-none rounded-sm border border-edge bg-surface transition-colors duration-100 enabled:hover:border-ink-3 checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-50 aria-invalid:border-block',
        TICK,
        className,
      )}
    />
  )
}
