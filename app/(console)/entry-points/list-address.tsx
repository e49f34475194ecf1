'use client'

import { useSearchParams } from 'next/navigation'
import { type ReactNode, useMemo } from 'react'
import { QuietAddressProvider } from '@/components/ui/address-link'
import { type EntryPointListState, entryPointList } from './list'

/** Where the list stands, as the address says. */
export function useListState(): EntryPointListState {
  const params = useSearchParams()
  return useMemo(() => entryPointList.parse(params), [params])
}

/**
 * The sheet reads its rows itself, so another filter or order needs no new page. Only the detail comes from the server:
 * opening a row asks it, closing one does not.
 */
function goQuietly(href: string, how: 'push' | 'replace'): boolean {
  const next = new URL(href, window.location.href)
  const open = next.searchParams.get('open')
  const same = open === null || open === new URLSearchParams(window.location.search).get('open')
  if (next.pathname !== entryPointList.path || window.location.pathname !== entryPointList.path || !same) return false
  if (how === 'push') window.history.pushState(null, '', next)
  else window.history.replaceState(null, '', next)
  return true
}

export function goOnSheet(href: string): void {
  goQuietly(href, 'push')
}

export function ListAddress({ children }: { children: ReactNode }) {
  return <QuietAddressProvider value={goQuietly}>{children}</QuietAddressProvider>
}
