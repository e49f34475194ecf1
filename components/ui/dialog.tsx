'use client'

import { X } from 'lucide-react'
import { Dialog as RadixDialog } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { iconButtonStyle } from './icon-button'

type DialogProps = {
  title: ReactNode
  /** One sentence under the title: what this is for, or what will happen. */
  description?: ReactNode
  children?: ReactNode
  /** The buttons at the bottom, the safe one first. */
  footer?: ReactNode
  trigger?: ReactNode
  open?: boolean
  onOpenChange?: (open: boolean) => void
  size?: 'sm' | 'md' | 'lg'
}

const WIDTH = { sm: 'max-w-[420px]', md: 'max-w-[560px]', lg: 'max-w-[860px]' } as const

/** A question or a form over the page. Focus stays inside and returns to where it came from; Escape closes. */
export function Dialog({
  title,
  description,
  children,
  footer,
  trigger,
  open,
  onOpenChange,
  size = 'md',
}: DialogProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <RadixDialog.Trigger asChild>{trigger}</RadixDialog.Trigger> : null}
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-30 grid place-items-center overflow-y-auto bg-scrim px-3.5 py-8">
          <RadixDialog.Content
            {...(description ? {} : { 'aria-describedby': undefined })}
            className={classNames(
              'arrives relative my-auto w-full rounded-lg border border-line bg-surface shadow-float focus-visible:outline-none',
              WIDTH[size],
            )}
          >
            <header className="px-5 pt-[18px] pr-14">
              <RadixDialog.Title className="text-[17px] leading-6">{title}</RadixDialog.Title>
              {description ? (
                <RadixDialog.Description className="mt-1 text-control text-ink-2">
                  {description}
                </RadixDialog.Description>
              ) : null}
            </header>
            <div className="px-5 py-4">{children}</div>
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
        </RadixDialog.Overlay>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  )
}

/** Closes the dialog it stands in: `<DialogClose asChild><Button>Cancel</Button></DialogClose>`. */
export const DialogClose = RadixDialog.Close
