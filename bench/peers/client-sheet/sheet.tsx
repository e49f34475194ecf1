/**
 * The sheet as one builds it with TanStack Table alone: every row in the browser, sorted and filtered there, drawn in a
 * window by TanStack Virtual. It answers to the same roles and keys as ours, so that one driver measures both. Nothing
 * is saved anywhere: an edit changes the row in memory.
 */
import {
  type ColumnDef,
  columnFilteringFeature,
  createFilteredRowModel,
  createSortedRowModel,
  filterFn_arrIncludes,
  filterFn_equalsString,
  rowSelectionFeature,
  rowSortingFeature,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'

type Row = Record<string, string | null> & { id: string }

const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  rowSelectionFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
  sortFns: { text: sortFn_text },
  filterFns: { equalsString: filterFn_equalsString, arrIncludes: filterFn_arrIncludes },
})

const HEADERS: Record<string, string> = {
  name: 'Name',
  kind: 'Kind',
  currentDestination: 'Current destination',
  newDestination: 'New destination',
  risk: 'Risk',
  owner: 'Owner',
  updateDate: 'Update',
  wave: 'Wave',
  result: 'Test result',
  move: 'Moved',
}
const KEYS = Object.keys(HEADERS)
const HEIGHT = 35

const columns: ColumnDef<typeof features, Row>[] = KEYS.map((key) => ({
  id: key,
  header: HEADERS[key] ?? key,
  accessorFn: (row) => row[key] ?? '',
  sortFn: 'text',
  filterFn: 'equalsString',
}))

const MENUS: Record<string, { none: string; choices: string[] }> = {
  kind: { none: 'every kind', choices: ['ad', 'invoice', 'every kind'] },
  risk: { none: 'any risk', choices: ['printed', 'paid', 'any risk'] },
  wave: { none: 'any wave', choices: ['no wave', 'any wave'] },
}

function Menu({ id, value, pick }: { id: string; value: string; pick: (value: string) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <span>
      <button type="button" onClick={() => setOpen(!open)}>
        {`${HEADERS[id]}: ${value}`}
      </button>
      {open ? (
        <div role="menu">
          {MENUS[id]?.choices.map((choice) => (
            <button
              key={choice}
              type="button"
              role="menuitem"
              onClick={() => {
                setOpen(false)
                pick(choice)
              }}
            >
              {choice}
            </button>
          ))}
        </div>
      ) : null}
    </span>
  )
}

/** The cell a key leads to, or null for a key that moves nothing. */
function moved(event: KeyboardEvent, row: number, last: number): number | null {
  const page = 18
  const to: Record<string, number> = {
    ArrowDown: row + 1,
    ArrowUp: row - 1,
    PageDown: row + page,
    PageUp: row - page,
    ...(event.ctrlKey ? { End: last, Home: 0 } : {}),
  }
  const next = to[event.key]
  return next === undefined ? null : Math.max(0, Math.min(last, next))
}

function Sheet({ given }: { given: Row[] }) {
  const [rows, setRows] = useState(given)
  const [place, setPlace] = useState({ row: 0, column: 0 })
  const [draft, setDraft] = useState<string | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const initialState = useMemo(() => ({ sorting: [{ id: 'updateDate', desc: false }] }), [])
  const table = useTable({ features, columns, data: rows, initialState, getRowId: (row) => row.id })
  const shown = table.getRowModel().rows
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    overscan: 6,
  })
  useEffect(() => {
    virtual.scrollToIndex(place.row)
    scroller.current?.focus({ preventScroll: true })
  }, [place, virtual])
  const sortedBy = table.state.sorting[0]
  const filterOf = (id: string) => table.state.columnFilters.find((one) => one.id === id)?.value as string | undefined

  function save(value: string) {
    const id = shown[place.row]?.id
    const key = KEYS[place.column] ?? 'name'
    setRows((before) => before.map((row) => (row.id === id ? ({ ...row, [key]: value } as Row) : row)))
    setDraft(null)
    scroller.current?.focus({ preventScroll: true })
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.target instanceof HTMLInputElement && draft !== null) return
    const next = moved(event, place.row, shown.length - 1)
    if (next !== null) {
      event.preventDefault()
      setPlace({ ...place, row: next })
    } else if (event.key === 'Enter') {
      event.preventDefault()
      setDraft(String(shown[place.row]?.getValue(KEYS[place.column] ?? 'name') ?? ''))
    }
  }

  return (
    <main>
      <p>
        {Object.entries(MENUS).map(([id, { none }]) => (
          <Menu
            key={id}
            id={id}
            value={filterOf(id) ?? none}
            pick={(choice) => table.getColumn(id)?.setFilterValue(choice === none ? undefined : choice)}
          />
        ))}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: rows that are placed one by one. */}
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-rowcount={shown.length + 1}
        onKeyDown={onKeyDown}
        className="scroller"
      >
        {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus. */}
        <div role="row" aria-rowindex={1} className="row head">
          <span className="choose" />
          {KEYS.map((key) => (
            // biome-ignore lint/a11y/useSemanticElements: as above.
            // biome-ignore lint/a11y/useFocusableInteractive: as above.
            // biome-ignore lint/a11y/useKeyWithClickEvents: a peer, not a product.
            <span
              key={key}
              role="columnheader"
              className="cell"
              aria-sort={sortedBy?.id === key ? (sortedBy.desc ? 'descending' : 'ascending') : undefined}
              onClick={() => table.setSorting([{ id: key, desc: sortedBy?.id === key && !sortedBy.desc }])}
            >
              {HEADERS[key]}
            </span>
          ))}
        </div>
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = shown[index]
            if (!row) return null
            return (
              // biome-ignore lint/a11y/useSemanticElements: as above.
              // biome-ignore lint/a11y/useFocusableInteractive: as above.
              <div
                key={row.id}
                role="row"
                aria-rowindex={index + 2}
                className="row"
                style={{ position: 'absolute', top: start, height: HEIGHT }}
              >
                <span className="choose">
                  <input
                    type="checkbox"
                    aria-label="Select this row"
                    checked={row.getIsSelected()}
                    onChange={(event) => row.toggleSelected(event.target.checked)}
                  />
                </span>
                {KEYS.map((key, column) => {
                  const active = place.row === index && place.column === column
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: as above.
                    // biome-ignore lint/a11y/noStaticElementInteractions: as above.
                    <span
                      key={key}
                      role={key === 'name' ? 'rowheader' : 'gridcell'}
                      className={active ? 'cell active' : 'cell'}
                      onClick={() => setPlace({ row: index, column })}
                    >
                      {active && draft !== null ? (
                        <input
                          // biome-ignore lint/a11y/noAutofocus: the editor of the cell one stands in.
                          autoFocus
                          defaultValue={draft}
                          onKeyDown={(event) => {
                            if (event.key !== 'Enter') return
                            event.stopPropagation()
                            save(event.currentTarget.value)
                          }}
                        />
                      ) : (
                        String(row.getValue(key) || '–')
                      )}
                    </span>
                  )
                })}
              </div>
            )
          })}
        </div>
      </div>
    </main>
  )
}

const root = createRoot(document.getElementById('root') as HTMLElement)
const answer = await fetch('/rows.json')
root.render(<Sheet given={(await answer.json()) as Row[]} />)
