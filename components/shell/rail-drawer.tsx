'use client'

import { Menu as MenuIcon, X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import { useState } from 'react'
import { classNames } from '../ui/class-names'
import { iconButtonStyle } from '../ui/icon-button'
import { BrandMark } from './brand'
import { RailList, type RoomCounts } from './rail'
import type { visibleRooms } from './rooms'

/** The rail on a phone: behind a button, over the page, gone as soon as a room was chosen. */
export function RailDrawer({ rooms, counts }: { rooms: ReturnType<typeof visibleRooms>; counts: RoomCounts }) {
  const [open, setOpen] = useState(false)
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger aria-label="Rooms" className={classNames(iconButtonStyle, '-ml-1.5 size-9 md:hidden')}>
        <MenuIcon />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-30 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="drawer-in quiet-scroll fixed inset-y-0 left-0 z-30 w-[272px] max-w-[85vw] overflow-y-auto border-r border-line bg-sunken px-2.5 py-3.5 shadow-float focus-visible:outline-none"
        >
          <div className="mb-2.5 flex items-center gap-[9px] px-2 text-prose font-semibold tracking-[-0.02em]">
            <BrandMark />
            <Dialog.Title className="text-prose">Handrail</Dialog.Title>
            <Dialog.Close aria-label="Close" className={classNames(iconButtonStyle, 'ml-auto size-8')}>
              <X />
            </Dialog.Close>
          </div>
          <nav aria-label="Rooms">
            <RailList rooms={rooms} counts={counts} labels="always" onNavigate={() => setOpen(false)} />
          </nav>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
