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
      <TipContent>
        {text}
        {shortcut ? <Kbd tone="inherit">{shortcut}</Kbd> : null}
      </TipContent>
    </Tooltip.Root>
  )
}

/** The surface of a tooltip, for a trigger that decides itself when to show one. */
export function TipContent({ side = 'top', children }: { side?: 'top' | 'right'; children: ReactNode }) {
  return (
    <Tooltip.Portal>
      <Tooltip.Content
        side={side}
        sideOffset={6}
        collisionPadding={8}
        className="arrives z-50 flex max-w-72 items-center gap-2 rounded-md bg-ink px-2 py-1 text-small text-canvas shadow-float"
      >
        {children}
      </Tooltip.Content>
    </Tooltip.Portal>
  )
}
