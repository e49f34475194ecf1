'use client'

import { Popover as RadixPopover } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

export const floatingStyle =
  'arrives z-40 rounded-lg border border-line bg-surface text-ink shadow-float focus-visible:outline-none'

type PopoverProps = {
  /** One element that opens it: a Button or an IconButton. */
  trigger: ReactNode
  children: ReactNode
  /** The name of what opens, for a screen reader. */
  label: string
  align?: 'start' | 'center' | 'end'
  open?: boolean
  onOpenChange?: (open: boolean) => void
  className?: string
}

/** A small surface beside what opened it; Escape or a click outside closes it. */
export function Popover({ trigger, children, label, align = 'start', open, onOpenChange, className }: PopoverProps) {
  return (
    <RadixPopover.Root open={open} onOpenChange={onOpenChange}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          align={align}
          sideOffset={6}
          collisionPadding={10}
          className={classNames(floatingStyle, 'w-72 max-w-[calc(100vw-20px)] p-3', className)}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  )
}

/** Closes the popover it stands in. */
export const PopoverClose = RadixPopover.Close
