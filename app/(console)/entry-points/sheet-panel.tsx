'use client'

import type { ReactNode } from 'react'
import { DetailPanel } from '@/components/table/detail-panel'
import { entryPointList } from './list'
import { useListState } from './list-address'
import { useSheetState, useSheetWork } from './sheet-work'

type SheetPanelProps = { id: string; title: string; subtitle: string; footer: ReactNode; children: ReactNode }

/** One entry point beside the sheet. The neighbours are those of the list as it is shown now. */
export function SheetPanel({ id, title, subtitle, footer, children }: SheetPanelProps) {
  const state = useListState()
  const { store } = useSheetWork()
  const { total } = useSheetState(store)
  // Another filter closes the detail without asking the server for a page.
  if (state.open !== id) return null
  const index = store.indexOf(id)
  const to = (at: number): string | null => {
    const row = index === null || at < 0 || at >= total ? undefined : store.rowAt(at)
    return row ? entryPointList.href(state, { open: row.id }) : null
  }
  return (
    <DetailPanel
      title={title}
      subtitle={subtitle}
      closeHref={entryPointList.href(state, { open: null })}
      previousHref={to((index ?? 0) - 1)}
      nextHref={to((index ?? 0) + 1)}
      fullHref={`/entry-points/${id}`}
      footer={footer}
    >
      {children}
    </DetailPanel>
  )
}
