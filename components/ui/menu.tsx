'use client'

import { Check } from 'lucide-react'
import Link from 'next/link'
import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import { AddressLink } from './address-link'
import { classNames } from './class-names'
import { formatNumber } from './format-number'
import { Kbd } from './kbd'
import { floatingStyle } from './popover'

type MenuProps = {
  /** One element that opens it: a Button or an IconButton. */
  trigger: ReactNode
  children: ReactNode
  align?: 'start' | 'center' | 'end'
}

/** A list of things to do or places to go. Not modal, so the page behind keeps its scroll position and its scrollbar. */
export function Menu({ trigger, children, align = 'end' }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        {/* A landmark, because the menu is drawn outside of those of the page. */}
        <section aria-label="Menu">
          <DropdownMenu.Content
            align={align}
            sideOffset={6}
            collisionPadding={10}
            className={classNames(floatingStyle, 'min-w-48 max-w-80 p-1')}
          >
            {children}
          </DropdownMenu.Content>
        </section>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

const itemStyle =
  'flex min-h-8 cursor-default items-center gap-2.5 rounded-md px-2.5 py-1 text-control outline-none select-none data-[highlighted]:bg-hover data-[disabled]:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75] [&_svg]:text-ink-3'

type MenuItemProps = {
  children: ReactNode
  icon?: ReactNode
  shortcut?: string
  onSelect?: () => void
  href?: string
  /** The address is a file to keep, not a page to go to. */
  download?: boolean
  danger?: boolean
  disabled?: boolean
}

export function MenuItem({ children, icon, shortcut, onSelect, href, download, danger, disabled }: MenuItemProps) {
  const content = (
    <>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut ? <Kbd>{shortcut}</Kbd> : null}
    </>
  )
  const style = classNames(itemStyle, danger && 'text-block')
  if (href !== undefined && download && !disabled) {
    return (
      <DropdownMenu.Item asChild onSelect={onSelect}>
        <a href={href} download className={style}>
          {content}
        </a>
      </DropdownMenu.Item>
    )
  }
  if (href !== undefined && !disabled) {
    return (
      <DropdownMenu.Item asChild onSelect={onSelect}>
        <Link prefetch={false} href={href} className={style}>
          {content}
        </Link>
      </DropdownMenu.Item>
    )
  }
  return (
    <DropdownMenu.Item className={style} onSelect={onSelect} disabled={disabled}>
      {content}
    </DropdownMenu.Item>
  )
}

/** A choice that is on or off; the menu stays open so that several can be changed. */
export function MenuCheck({
  children,
  checked,
  onChange,
}: {
  children: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
}) {
  return (
    <DropdownMenu.CheckboxItem
      className={itemStyle}
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <Tick on={checked} />
      {children}
    </DropdownMenu.CheckboxItem>
  )
}

/** A choice that is an address: the present one is ticked. */
export function MenuCheckLink({
  children,
  href,
  checked,
  count,
}: {
  children: ReactNode
  href: string
  checked: boolean
  count?: number | undefined
}) {
  return (
    <DropdownMenu.Item asChild>
      <AddressLink href={href} aria-current={checked ? 'true' : undefined} className={itemStyle}>
        <Tick on={checked} />
        <span className="min-w-0 flex-1 truncate">{children}</span>
        {count === undefined ? null : <span className="tabular text-small text-ink-3">{formatNumber(count)}</span>}
      </AddressLink>
    </DropdownMenu.Item>
  )
}

function Tick({ on }: { on: boolean }) {
  return <Check aria-hidden="true" className={on ? 'text-accent!' : 'invisible'} />
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2.5 pt-2 pb-1 text-tiny text-ink-3">{children}</DropdownMenu.Label>
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />
}
