'use client'

import type { ReactNode } from 'react'
import { useHotkeys } from '../keys/use-hotkeys'
import { Button } from '../ui/button'
import { formatNumber } from '../ui/format-number'
import type { Selection } from './column'

/** What a bulk change would touch, with the count; it floats over the end of the list. Escape lets go. */
export function BulkBar({
  selection,
  pageFull,
  total,
  onAll,
  onClear,
  children,
}: {
  selection: Selection
  /** Every row of the page is chosen, so all pages can be offered. */
  pageFull: boolean
  total: number
  onAll: () => void
  onClear: () => void
  children: ReactNode
}) {
  useHotkeys([{ keys: 'escape', label: 'Clear the selection', group: 'List', run: onClear }])
  const count = selection.kind === 'rows' ? selection.ids.length : selection.count
  return (
    <div className="no-print pointer-events-none inset-x-3 bottom-14 z-[3] flex justify-center max-md:fixed max-md:bottom-3 md:absolute">
      <section
        aria-label="Bulk changes"
        className="arrives pointer-events-auto flex max-w-full flex-wrap items-center gap-x-2.5 gap-y-2 rounded-lg bg-ink py-2 pr-2.5 pl-4 text-control text-canvas shadow-float"
      >
        <b role="status" className="tabular">
          {selection.kind === 'filter' ? `All ${formatNumber(count)} that match` : `${formatNumber(count)} selected`}
        </b>
        {pageFull && selection.kind === 'rows' && total > count ? (
          <Button variant="inverse" size="sm" onClick={onAll}>
            Select all {formatNumber(total)}
          </Button>
        ) : null}
        {children}
        <Button variant="inverse" size="sm" className="border-transparent" onClick={onClear}>
          Clear <span className="opacity-70 max-md:hidden">Esc</span>
        </Button>
      </section>
    </div>
  )
}
