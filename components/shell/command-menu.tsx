'use client'

import dynamic from 'next/dynamic'
import { Dialog } from 'radix-ui'
import { useEffect } from 'react'
import type { CommandBodyProps } from './command-body'

// Every page offers it and few use it: its list comes when the page has come to rest, or when it is asked for.
const loadBody = () => import('./command-body')
const CommandBody = dynamic(loadBody, { ssr: false, loading: () => <div className="h-12" /> })

type CommandMenuProps = Omit<CommandBodyProps, 'onDone'> & {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** Search and commands in one field: rooms, actions, and what the server finds. */
export function CommandMenu({ open, onOpenChange, ...rest }: CommandMenuProps) {
  useEffect(() => {
    // Without a connection it is asked for again when it is opened.
    loadBody().catch(() => {})
  }, [])
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-30 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="arrives fixed top-[12vh] left-1/2 z-30 w-[580px] max-w-[calc(100vw-24px)] -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-surface shadow-float focus-visible:outline-none"
        >
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <CommandBody {...rest} onDone={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
