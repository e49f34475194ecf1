'use client'

import { X } from 'lucide-react'
import { Dialog as RadixDialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { iconButtonStyle } from './icon-button'

type SheetProps = {
  title: ReactNode
  description?: ReactNode
  children: ReactNode
  footer?: ReactNode
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

/** A tall form at the right edge; the whole screen on a phone. For a record with its own address use the detail panel. */
export function Sheet({ title, description, children, footer, trigger, open, onOpenChange }: SheetProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger> : null}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-30 bg-scrim" />
        <RadixDialog.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          className="slides-in fixed inset-y-0 right-0 z-30 flex w-full max-w-[520px] flex-col border-l border-line bg-surface shadow-float focus-visible:outline-none"
        >
          <header className="border-b border-line px-5 py-4 pr-14">
            <RadixDialog.Title className="text-[17px] leading-6">{title}</RadixDialog.Title>
            {description ? (
              <RadixDialog.Description className="mt-1 text-control text-ink-2">{description}</RadixDialog.Description>
            ) : null}
          </header>
          <div className="quiet-scroll min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer ? (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3">
              {footer}
            </footer>
          ) : null}
          <RadixDialog.Close
            aria-label="Close"
            className={classNames(iconButtonStyle, 'absolute top-3 right-3 size-8')}
          >
            <X />
          </RadixDialog.Close>
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}
