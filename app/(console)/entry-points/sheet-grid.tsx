'use client'

import dynamic from 'next/dynamic'
import { useEffect, useMemo, useState } from 'react'
import { DataGrid } from '@/components/table/data-grid'
import { EmptyAnswer } from '@/components/table/empty-answer'
import type { GridRows } from '@/components/table/grid-column'
import type { GridLayout } from '@/components/table/grid-layout'
import type { CellMark } from '@/components/table/grid-row'
import { useGridLayout } from '@/components/table/use-grid-layout'
import { useGridPlace } from '@/components/table/use-grid-place'
import { EmptySheet } from './empty-sheet'
import { entryPointList, queryOf } from './list'
import { goOnSheet, useListState } from './list-address'
import { MoreCards } from './more-cards'
import { withPending } from './pending-row'
import { sheetColumns } from './sheet-columns'
import { useSheet } from './sheet-context'
import { SheetFooter } from './sheet-footer'
import type { SheetRow } from './sheet-row'
import type { PendingCell, SheetStore } from './sheet-store'
import { useSheetState, useSheetWork } from './sheet-work'
import { Sight } from './sight'
import { useCellEditing } from './use-cell-editing'
import { useKeepLayout } from './use-keep-layout'
import { useRowChoice } from './use-row-choice'
import { useSheetKeys } from './use-sheet-keys'

const loadEditor = () => import('./cell-editor')
const CellEditor = dynamic(loadEditor, { ssr: false })
const PastePreview = dynamic(() => import('./paste-preview'), { ssr: false })
const BulkSelection = dynamic(() => import('./bulk-selection'), { ssr: false })

/** The rows as the grid takes them: with what is being saved in place of what was there. */
function useGridRows(store: SheetStore, total: number): GridRows<SheetRow> {
  const { choices } = useSheetWork()
  return useMemo(
    () => ({
      total,
      want: store.want,
      rowAt: (index) => {
        const row = store.rowAt(index)
        return row ? withPending(row, store.pendingOf(row.id), choices) : undefined
      },
    }),
    [store, total, choices],
  )
}

function marksOf(pending: Readonly<Record<string, PendingCell>> | undefined): Record<string, CellMark> | undefined {
  if (!pending) return undefined
  return Object.fromEntries(Object.entries(pending).map(([field, cell]) => [field, cell.state]))
}

/** The sheet itself: a grid over all rows the filter shows, edited where one stands. */
export function SheetGrid({ stored }: { stored: GridLayout | null }) {
  const { store } = useSheetWork()
  const { total, busy } = useSheetState(store)
  const { canWrite } = useSheet()
  const state = useListState()
  if (total > 0 || busy) return <FilledSheet stored={stored} />
  if (!entryPointList.isFiltered(state)) {
    return (
      <div className="flex-1">
        <EmptySheet canWrite={canWrite} />
      </div>
    )
  }
  const sentence = 'Nothing matches what you asked for.'
  return (
    <div className="flex-1">
      <EmptyAnswer sentence={sentence} href={entryPointList.clearHref(state)} back="Show everything" />
    </div>
  )
}

function FilledSheet({ stored }: { stored: GridLayout | null }) {
  const { store } = useSheetWork()
  const { total, busy } = useSheetState(store)
  const { canWrite, today, options } = useSheet()
  const state = useListState()
  const columns = useMemo(() => sheetColumns(today), [today])
  const look = useGridLayout({ columns, stored, forced: state.filters.cols, keep: useKeepLayout() })
  const rows = useGridRows(store, total)
  const placement = useGridPlace({ rows: total, columns: look.shown.length, pageRows: 1 })
  const editing = useCellEditing({ store, columns: look.shown, placement })
  const choice = useRowChoice(store, queryOf(state))
  const chosen = choice.of(total)
  const [sight] = useState(() => new Sight())
  const choosing = canWrite && state.filters.archived !== true
  const keys = useSheetKeys({ look, placement, editing, choice: choosing ? choice : null })
  // The editor is small, but not needed to read; by the time somebody edits it is there.
  useEffect(() => void loadEditor(), [])
  const now = editing.editing
  const meanwhile = now ? meanwhileOf(store, now.row) : null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the clicks on the links inside.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the grid do the same.
    <div className="relative flex min-h-0 flex-1 flex-col" onClick={keys.onLinkClick}>
      <DataGrid
        label="Entry points"
        rows={rows}
        look={look}
        placement={placement}
        sort={{ key: state.sort, dir: state.dir }}
        busy={busy}
        isChosen={choosing ? choice.isChosen : null}
        chosen={choosing ? { all: choice.everything, some: chosen !== null } : null}
        openId={state.open}
        isFlashed={store.isFlashed}
        marksOf={(row) => marksOf(store.pendingOf(row.id))}
        editor={
          now ? (
            <CellEditor
              key={`${now.row.id}-${now.field}-${now.refusal}`}
              field={now.field}
              rowName={now.row.name}
              value={now.value}
              options={options}
              refusal={now.refusal}
              meanwhile={meanwhile}
              onSave={editing.save}
              onGiveUp={editing.giveUp}
            />
          ) : null
        }
        after={({ shown, more }) => <MoreCards shown={shown} total={total} more={more} />}
        onEdit={editing.open}
        onSort={(key) => goOnSheet(entryPointList.sortHref(state, key as typeof state.sort))}
        onChoose={choice.choose}
        onChooseAll={(on) => (on ? choice.takeEverything() : choice.clear())}
        onKey={keys.onKey}
        onCopy={keys.onCopy}
        onPaste={keys.onPaste}
        onSight={sight.see}
      />
      {chosen && choosing ? <BulkSelection choice={choice} chosen={chosen} total={total} /> : null}
      {keys.paste ? <PastePreview paste={keys.paste} columns={look.shown} onEnd={keys.endPaste} /> : null}
      <SheetFooter look={look} columns={columns} sight={sight} />
    </div>
  )
}

/** Somebody else saved the row since the editor was opened: said before one saves, and decided afterwards. */
function meanwhileOf(store: SheetStore, row: SheetRow): string | null {
  const now = store.find(row.id)
  if (!now || now.version <= row.version) return null
  return 'Somebody else changed this row while you type. When you save, you see both versions.'
}
