'use client'

import Link from 'next/link'
import { type ComponentProps, createContext, type MouseEvent, useContext } from 'react'

/** Writes an address without asking the server for the page; false when the server has to be asked. */
export type GoQuietly = (href: string, how: 'push' | 'replace') => boolean

const QuietAddress = createContext<GoQuietly>(() => false)

/** Around a list that reads its own rows: filters, tabs and headings below it change the address and nothing else. */
export const QuietAddressProvider = QuietAddress.Provider

export function useQuietAddress(): GoQuietly {
  return useContext(QuietAddress)
}

function isPlain(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}

/** A link that stays on the list it stands over. With a modifier key it opens elsewhere, like every link. */
export function AddressLink({ href, onClick, ...rest }: Omit<ComponentProps<typeof Link>, 'href'> & { href: string }) {
  const go = useQuietAddress()
  return (
    <Link
      prefetch={false}
      scroll={false}
      {...rest}
      href={href}
      onClick={(event) => {
        onClick?.(event)
        if (!event.defaultPrevented && isPlain(event) && go(href, 'push')) event.preventDefault()
      }}
    />
  )
}
