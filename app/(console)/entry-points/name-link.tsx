import type { SheetRow } from './sheet-row'

/**
 * The name of a row. A plain click opens the row beside the list (the grid hears it by `data-open-row`), any other one
 * follows the address of the row's own page. The keyboard opens it from its cell, so it is no stop of its own.
 */
export function NameLink({ row }: { row: SheetRow }) {
  return (
    <a
      tabIndex={-1}
      href={`/entry-points/${row.id}`}
      data-open-row={row.id}
      title={row.name}
      className="underline-offset-[3px] hover:underline"
    >
      {row.name}
    </a>
  )
}
