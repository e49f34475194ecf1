import type { ReactNode } from 'react'
import { AddressLink } from './address-link'
import { classNames } from './class-names'
import { formatNumber } from './format-number'

export type LinkTab = { href: string; label: ReactNode; count?: number | undefined; current: boolean }

/** Tabs that are links: each has its own address. The row scrolls sideways when it does not fit, and begins at the current one. */
export function LinkTabs({
  tabs,
  label,
  trailing,
  flush = false,
}: {
  tabs: readonly LinkTab[]
  /** The name of the group for a screen reader: "Saved views". */
  label: string
  trailing?: ReactNode
  flush?: boolean
}) {
  return (
    <nav
      aria-label={label}
      className={classNames(
        'no-print quiet-scroll flex items-end gap-1 overflow-x-auto overflow-y-hidden border-b border-line',
        !flush && 'px-[22px] max-md:px-1.5',
      )}
    >
      {tabs.map((tab) => (
        <AddressLink
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? 'page' : undefined}
          className={classNames(
            'shrink-0 px-2.5 pt-[7px] pb-[9px] text-control whitespace-nowrap -outline-offset-2',
            tab.current
              ? 'font-[550] text-ink shadow-[inset_0_-2px_var(--accent)] [scroll-initial-target:nearest]'
              : 'text-ink-2 hover:text-ink hover:shadow-[inset_0_-2px_var(--line-2)]',
          )}
        >
          {tab.label}
          {tab.count === undefined ? null : (
            <span className="tabular ml-[5px] font-normal text-ink-3">{formatNumber(tab.count)}</span>
          )}
        </AddressLink>
      ))}
      {trailing}
    </nav>
  )
}
