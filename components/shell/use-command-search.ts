'use client'

import { useEffect, useState } from 'react'

/** One thing the server found: a contact, an event, an entry point. */
export type SearchHit = { id: string; group: string; label: string; hint?: string; href: string }
export type SearchCommand = (query: string) => Promise<readonly SearchHit[]>

type Found = { query: string; hits: readonly SearchHit[]; problem: string | null }

const PAUSE = 180
const SHORTEST = 2
const NOTHING: Found = { query: '', hits: [], problem: null }

/** Asks the server after a pause in typing. An answer that comes late, to an older question, is dropped. */
export function useCommandSearch(query: string, search: SearchCommand | undefined) {
  const [found, setFound] = useState<Found>(NOTHING)
  const wanted = query.trim()
  const asks = search !== undefined && wanted.length >= SHORTEST
  useEffect(() => {
    if (!asks || search === undefined) return
    let current = true
    const timer = setTimeout(async () => {
      const answer = await search(wanted).then(
        (hits): Found => ({ query: wanted, hits, problem: null }),
        (): Found => ({
          query: wanted,
          hits: [],
          problem: 'The search did not answer. Rooms and actions still work; try again in a moment.',
        }),
      )
      if (current) setFound(answer)
    }, PAUSE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [asks, wanted, search])
  if (!asks) return { hits: NOTHING.hits, problem: null, searching: false }
  return { hits: found.hits, problem: found.query === wanted ? found.problem : null, searching: found.query !== wanted }
}
