'use client'

import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { useTransition } from 'react'
import { useQuietAddress } from '../ui/address-link'

/**
 * Writes filters into the address of the list one is on, from components that cannot be given its descriptor. The same
 * rules hold: a changed filter goes back to page 1 and closes the detail panel. An empty value removes the filter.
 */
export function useAddressFilter() {
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()
  const goQuietly = useQuietAddress()
  const [pending, start] = useTransition()
  function write(values: Record<string, string>, how: 'push' | 'replace') {
    const next = new URLSearchParams(params)
    for (const [name, value] of Object.entries(values)) {
      if (value) next.set(name, value)
      else next.delete(name)
    }
    next.delete('page')
    next.delete('open')
    const href = next.size > 0 ? `${pathname}?${next}` : pathname
    if (!goQuietly(href, how)) start(() => router[how](href, { scroll: false }))
  }
  return { params, pending, write }
}
