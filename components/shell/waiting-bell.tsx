'use client'

import { Bell } from 'lucide-react'
import Link from 'next/link'
import { classNames } from '../ui/class-names'
import { formatCount, formatNumber } from '../ui/format-number'
import { iconButtonStyle } from '../ui/icon-button'
import { Popover, PopoverClose } from '../ui/popover'

/** One thing that waits for this person: "3 deliveries failed", and where to see to it. */
export type Waiting = { key: string; text: string; count: number; href: string }

/** What waits for me, as a bell with a count and a list of links behind it, and how many notifications are new. */
export function WaitingBell({ waiting, unread }: { waiting: readonly Waiting[]; unread: number }) {
  const total = waiting.reduce((sum, one) => sum + one.count, 0)
  const name = total === 0 ? 'Waiting for you: nothing' : `Waiting for you: ${formatCount(total, 'thing')}`
  return (
    <Popover
      label="Waiting for you"
      align="end"
      className="p-1.5"
      trigger={
        <button type="button" aria-label={name} className={classNames(iconButtonStyle, 'relative size-8')}>
          <Bell />
          {total > 0 ? (
            <span
              aria-hidden="true"
              className="tabular absolute top-0 right-0 min-w-[15px] rounded-full bg-block px-[3px] text-center text-[9.5px] leading-[15px] font-semibold text-surface"
            >
              {total > 99 ? '99+' : total}
            </span>
          ) : null}
        </button>
      }
    >
      <h2 className="px-2.5 pt-1.5 pb-1 text-small font-[550] text-ink-3">Waiting for you</h2>
      {waiting.length === 0 ? (
        <p className="px-2.5 pb-2 text-control text-ink-2">Nothing waits for you.</p>
      ) : (
        <ul>
          {waiting.map((one) => (
            <li key={one.key}>
              <PopoverClose asChild>
                <Link
                  prefetch={false}
                  href={one.href}
                  className="flex items-baseline gap-3 rounded-md px-2.5 py-1.5 text-control hover:bg-hover"
                >
                  <span className="min-w-0 flex-1">{one.text}</span>
                  <span className="tabular text-small text-ink-3">{formatNumber(one.count)}</span>
                </Link>
              </PopoverClose>
            </li>
          ))}
        </ul>
      )}
      <PopoverClose asChild>
        <Link
          prefetch={false}
          href="/notifications"
          className="mt-1 flex items-baseline gap-3 rounded-md border-t border-line px-2.5 py-1.5 text-control hover:bg-hover"
        >
          <span className="min-w-0 flex-1">Notifications</span>
          {unread > 0 ? <span className="text-small text-ink-2">{formatNumber(unread)} new</span> : null}
        </Link>
      </PopoverClose>
    </Popover>
  )
}
