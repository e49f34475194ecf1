'use client'

import { useState, useSyncExternalStore } from 'react'

const PHONE = '(width < 700px)'
const STEP = 60

function subscribe(onChange: () => void): () => void {
  const query = window.matchMedia(PHONE)
  query.addEventListener('change', onChange)
  return () => query.removeEventListener('change', onChange)
}

/** On a phone the rows are cards in the page itself, some at a time: `more` shows the next ones. */
export function useCards(total: number): { on: boolean; shown: number; more: () => void } {
  const on = useSyncExternalStore(
    subscribe,
    () => window.matchMedia(PHONE).matches,
    () => false,
  )
  const [wanted, setWanted] = useState(STEP)
  return { on, shown: Math.min(wanted, total), more: () => setWanted((before) => before + STEP) }
}
