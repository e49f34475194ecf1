'use client'

import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import { Kbd } from './kbd'

/** A short explanation on hover and focus. It adds to a name, it is never the only place something is said. */
export function Tip({
  text,
  shortcut,
  children,
}: {
  text: ReactNode
  shortcut?: string | undefined
  children: ReactNode
}) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          sideOffset={6}
          collisionPadding={8}
          className="arrives z-50 flex max-w-72 items-center gap-2 rounded-md bg-ink px-2 py-1 text-small text-canvas shadow-float"
        >
          {text}
          {shortcut ? <Kbd tone="inherit">{shortcut}</Kbd> : null}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
