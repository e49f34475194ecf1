'use client'

import { Search } from 'lucide-react'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names'
import { Kbd } from '../ui/kbd'
import { roomOf } from './rooms'

/** Where we are, the way to anywhere else, and what is mine. */
export function TopBar({
  workspace,
  drawer,
  onSearch,
  children,
}: {
  workspace: string
  drawer: ReactNode
  onSearch: () => void
  /** Bell, theme, person. */
  children: ReactNode
}) {
  const room = roomOf(usePathname())
  return (
    <header className="no-print flex h-[50px] items-center gap-2.5 border-b border-line bg-canvas px-[22px] max-md:px-3.5">
      {drawer}
      <p className="flex min-w-0 items-center gap-2.5">
        <span className="truncate font-[550]">{workspace}</span>
        {room ? (
          <span className="flex items-center gap-2.5 text-ink-3 max-md:hidden">
            <span aria-hidden="true">/</span>
            <span className="truncate">{room.label}</span>
          </span>
        ) : null}
      </p>
      <button
        type="button"
        onClick={onSearch}
        aria-keyshortcuts="Control+K Meta+K"
        className={classNames(
          'ml-auto flex h-8 shrink-0 items-center gap-2 rounded-md border border-line-2 bg-surface text-ink-3 hover:border-edge',
          'w-[280px] pr-2 pl-2.5 max-lg:w-52 max-md:w-8 max-md:justify-center max-md:px-0',
        )}
      >
        <Search aria-hidden="true" className="size-4 shrink-0 stroke-[1.75]" />
        <span className="truncate max-md:sr-only">Search or run a command</span>
        <span className="ml-auto max-lg:hidden">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      <div className="flex shrink-0 items-center gap-1.5">{children}</div>
    </header>
  )
}
