'use client'

import { Search } from 'lucide-react'
import { usePathname, useRouter, useSearchParams } from 'next/navigation'
import { type KeyboardEvent, useRef, useState, useTransition } from 'react'
import { Spinner } from '../ui/spinner'

const TYPING_PAUSE = 250

/** Free text for a list, kept in the address. `/` puts the cursor here; a pause in typing or Enter searches. */
export function FilterSearch({
  param = 'q',
  label,
  placeholder,
}: {
  param?: string
  label: string
  placeholder?: string
}) {
  const router = useRouter()
  const pathname = usePathname()
  const params = useSearchParams()
  const inAddress = params.get(param) ?? ''
  const [typed, setTyped] = useState(inAddress)
  const [seen, setSeen] = useState(inAddress)
  const [searching, startSearching] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // The address can change by other means (a saved view, "show everything"); the field then follows it.
  if (seen !== inAddress) {
    setSeen(inAddress)
    if (typed.trim() !== inAddress) setTyped(inAddress)
  }
  function go(text: string) {
    clearTimeout(timer.current)
    const next = new URLSearchParams(params)
    if (text.trim()) next.set(param, text.trim())
    else next.delete(param)
    next.delete('page')
    next.delete('open')
    startSearching(() => router.replace(next.size > 0 ? `${pathname}?${next}` : pathname, { scroll: false }))
  }
  function type(text: string) {
    setTyped(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => go(text), TYPING_PAUSE)
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') go(typed)
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
