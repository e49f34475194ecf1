'use client'

import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { Spinner } from '../ui/spinner'
import { useAddressFilter } from './use-address-filter'

const TYPING_PAUSE = 250

type FilterSearchProps = { param?: string; label: string; placeholder?: string }

/** Free text for a list, kept in the address. `/` puts the cursor here; a pause in typing or Enter searches. */
export function FilterSearch({ param = 'q', label, placeholder }: FilterSearchProps) {
  const { typed, searching, type, searchNow } = useTypedFilter(param)
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') searchNow()
    if (event.key === 'Escape') {
      event.preventDefault()
      if (typed) type('')
      else event.currentTarget.blur()
    }
  }
  return (
    <span className="relative inline-flex w-60 max-w-full max-md:w-full">
      <span className="pointer-events-none absolute top-[7px] left-2 text-ink-3">
        {searching ? <Spinner /> : <Search aria-hidden="true" className="size-4" />}
      </span>
      <input
        type="search"
        data-search
        aria-label={label}
        placeholder={placeholder ?? label}
        value={typed}
        maxLength={200}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        className="h-[30px] w-full rounded-md border border-edge bg-surface pr-2 pl-8 text-control text-ink hover:border-ink-3 focus-visible:outline-offset-0"
      />
    </span>
  )
}

function useTypedFilter(param: string) {
  const { params, pending, write } = useAddressFilter()
  const inAddress = params.get(param) ?? ''
  const [typed, setTyped] = useState(inAddress)
  const [seen, setSeen] = useState(inAddress)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // The address can change by other means (a saved view, "show everything"); the field then follows it.
  if (seen !== inAddress) {
    setSeen(inAddress)
    if (typed.trim() !== inAddress) setTyped(inAddress)
  }
  // A search that waits must not bring somebody back to a page they have left.
  useEffect(() => () => clearTimeout(timer.current), [])
  function search(text: string) {
    clearTimeout(timer.current)
    write({ [param]: text.trim() }, 'replace')
  }
  function type(text: string) {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => search(text), TYPING_PAUSE)
  }
  return { typed, type, searching: pending, searchNow: () => search(typed) }
}
