'use client'

import type { RowSelectionState, Updater } from '@tanstack/react-table'
import { useState } from 'react'
import type { ListRow, Selection } from './column'

type Picked = Record<string, true>
type Held = { scope: string; picked: Picked; everything: boolean }

export type RowSelection = {
  picked: Picked
  /** Everything the filter matches, also what is not on this page. */
  everything: boolean
  change: (update: Updater<RowSelectionState>) => void
  toggle: (id: string) => void
  toggleAll: (rows: readonly ListRow[], on: boolean) => void
  takeEverything: () => void
  clear: () => void
  /** What is chosen, or null for nothing. */
  of: (total: number) => Selection | null
}

function onlyTrue(values: Record<string, boolean>): Picked {
  return Object.fromEntries(Object.entries(values).flatMap(([id, on]) => (on ? [[id, true as const]] : [])))
}

/**
 * What is chosen in a list. It outlives a page turn and a new order, and ends when the filter changes: `scope` is the
 * address of the filtered list, and a choice made under another one counts as none.
 */
export function useSelection(scope: string): RowSelection {
  const [held, setHeld] = useState<Held>({ scope, picked: {}, everything: false })
  const current: Held = held.scope === scope ? held : { scope, picked: {}, everything: false }
  const { picked, everything } = current
  const pick = (next: Picked) => setHeld({ scope, picked: next, everything: false })
  return {
    picked,
    everything,
    change: (update) => pick(onlyTrue(typeof update === 'function' ? update(picked) : update)),
    toggle: (id) => pick(onlyTrue({ ...picked, [id]: !picked[id] })),
    toggleAll: (rows, on) => pick(onlyTrue({ ...picked, ...Object.fromEntries(rows.map((row) => [row.id, on])) })),
    takeEverything: () => setHeld({ scope, picked, everything: true }),
    clear: () => setHeld({ scope, picked: {}, everything: false }),
    of: (total) => {
      if (everything) return { kind: 'filter', count: total }
      const ids = Object.keys(picked)
      return ids.length > 0 ? { kind: 'rows', ids } : null
    },
  }
}
