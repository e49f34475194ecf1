'use client'

import type { ComponentProps } from 'react'
import { classNames } from './class-names'
import { Tip } from './tooltip'

type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label'> & {
  /** What the button does, in words: its name for a screen reader and its tooltip. */
  label: string
  shortcut?: string
  size?: 'md' | 'sm'
}

export const iconButtonStyle =
  'inline-flex shrink-0 items-center justify-center rounded-md text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink disabled:opacity-50 aria-expanded:bg-hover aria-expanded:text-ink [&_svg]:size-4 [&_svg]:stroke-[1.75]'

/** A button that is only an icon; it always has a name, which is also its tooltip. */
export function IconButton({ label, shortcut, size = 'md', className, ...rest }: IconButtonProps) {
  return (
    <Tip text={label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={classNames(iconButtonStyle, size === 'md' ? 'size-8' : 'size-[26px]', className)}
      />
    </Tip>
  )
}
