'use client'

import { useRouter } from 'next/navigation'
import { useHotkeys } from '../keys/use-hotkeys'
import type { ListRow } from './column'
import { neighbours } from './neighbours'

type ListKeys<Row extends ListRow> = {
  rows: readonly Row[]
  openId: string | null
  hrefOf: (row: Row) => string | null
  /** Null when rows cannot be chosen. */
  toggle: ((id: string) => void) | null
  /** True when the list has cells that are edited where they stand. */
  editable: boolean
}

/** The id of the row that has the focus, or null. */
function focusedRowId(): string | null {
  return document.activeElement?.closest<HTMLElement>('[data-row-id]')?.dataset.rowId ?? null
}

function rowElement(id: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"]`)
}

function focusRow(id: string): void {
  const row = rowElement(id)
  row?.scrollIntoView({ block: 'nearest' })
  row?.querySelector<HTMLElement>('[data-row-link]')?.focus()
}

/** J and K walk through the rows, or through the open records; X chooses a row, E edits its first editable cell. */
export function useListKeys<Row extends ListRow>({ rows, openId, hrefOf, toggle, editable }: ListKeys<Row>): void {
  const router = useRouter()
  function move(step: 'next' | 'previous') {
    const from = focusedRowId() ?? openId
    const first = rows[0]?.id ?? null
    const target = from === null ? first : neighbours(rows, openId ?? from)[step]
    const row = rows.find((candidate) => candidate.id === target)
    if (!row) return
    focusRow(row.id)
    const href = openId === null ? null : hrefOf(row)
    if (href) router.push(href, { scroll: false })
  }
  function edit() {
    const id = focusedRowId() ?? openId
    if (id !== null) rowElement(id)?.querySelector<HTMLElement>('[data-inline-cell]')?.click()
  }
  useHotkeys([
    ...(editable ? [{ keys: 'e', label: 'Edit in the row', group: 'List', run: edit }] : []),
    { keys: 'j', label: 'Next row', group: 'List', run: () => move('next') },
    { keys: 'k', label: 'Previous row', group: 'List', run: () => move('previous') },
    ...(toggle
      ? [
          {
            keys: 'x',
            label: 'Select the row',
            group: 'List',
            run: () => {
              const id = focusedRowId() ?? openId
              if (id !== null && rows.some((row) => row.id === id)) toggle(id)
            },
          },
        ]
      : []),
  ])
}
