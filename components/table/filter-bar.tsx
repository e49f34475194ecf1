'use client'

import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { AddressLink } from '../ui/address-link'
import { Menu, MenuCheckLink } from '../ui/menu'
import { Popover } from '../ui/popover'

/**
 * Says in words what is shown: `Showing <FilterChoice/> on <FilterChoice/>`. Text and words are its children; `trailing`
 * stands on the right.
 */
export function FilterBar({
  children,
  clearHref,
  trailing,
}: {
  children: ReactNode
  /** Given when something is filtered: the address that shows everything again. */
  clearHref?: string | undefined
  trailing?: ReactNode
}) {
  return (
    <search
      aria-label="Filters"
      className="no-print flex min-h-[45px] flex-wrap items-center gap-x-2 gap-y-1.5 border-b border-line px-[22px] py-[7px] text-control text-ink-2 max-md:px-3.5"
    >
      {children}
      {clearHref ? (
        <AddressLink
          href={clearHref}
          className="inline-flex items-center gap-1 rounded-md px-1.5 py-0.5 text-small hover:bg-hover hover:text-ink"
        >
          <X aria-hidden="true" className="size-3.5" />
          Show everything
        </AddressLink>
      ) : null}
      {trailing ? <span className="ml-auto flex flex-wrap items-center gap-2 max-md:w-full">{trailing}</span> : null}
    </search>
  )
}

const wordStyle =
  'rounded-sm border-b border-dashed border-edge font-[550] text-ink hover:border-accent hover:text-accent aria-expanded:border-accent aria-expanded:text-accent'

export type FilterOption = { href: string; label: string; current: boolean; count?: number | undefined }

/** A word of the sentence that can be exchanged for another: each choice is a link to the list filtered that way. */
export function FilterChoice({
  label,
  text,
  options,
}: {
  /** What is being chosen: "Outcome". */
  label: string
  /** How the present choice reads in the sentence: "any outcome". */
  text: ReactNode
  /** A function where there are many and each address costs something: it is asked when the menu opens. */
  options: readonly FilterOption[] | (() => readonly FilterOption[])
}) {
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`${label}: ${typeof text === 'string' ? text : 'change'}`}
          className={wordStyle}
        >
          {text}
        </button>
      }
    >
      <div className="quiet-scroll max-h-[min(420px,60dvh)] overflow-y-auto">
        <Options options={options} />
      </div>
    </Menu>
  )
}

function Options({ options }: { options: readonly FilterOption[] | (() => readonly FilterOption[]) }) {
  const listed = typeof options === 'function' ? options() : options
  return listed.map((option) => (
    <MenuCheckLink key={option.href} href={option.href} checked={option.current} count={option.count}>
      {option.label}
    </MenuCheckLink>
  ))
}

/** The same for a choice that needs a small form of its own, such as a span of dates. */
export function FilterPopover({ label, text, children }: { label: string; text: string; children: ReactNode }) {
  return (
    <Popover
      label={label}
      trigger={
        <button type="button" aria-label={`${label}: ${text}`} className={wordStyle}>
          {text}
        </button>
      }
    >
      {children}
    </Popover>
  )
}
