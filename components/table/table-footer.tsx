'use client'

import { Download, SlidersHorizontal } from 'lucide-react'
import { Button } from '../ui/button'
import { buttonStyle } from '../ui/button-style'
import { Menu, MenuCheck, MenuLabel, MenuSeparator } from '../ui/menu'
import { Pagination } from '../ui/pagination'
import type { ListColumn, ListRow } from './column'
import type { TableLook } from './use-table-layout'

type TableFooterProps<Row extends ListRow, Sort extends string> = {
  shown: { from: number; count: number; total: number }
  previousHref: string | undefined
  nextHref: string | undefined
  exportHref: string | undefined
  columns: readonly ListColumn<Row, Sort>[]
  look: TableLook
}

/** The line under a list: where we are, how it is shown, and the way to take it along. */
export function TableFooter<Row extends ListRow, Sort extends string>(props: TableFooterProps<Row, Sort>) {
  const { from, count, total } = props.shown
  return (
    <div className="no-print flex min-h-[43px] shrink-0 flex-wrap items-center gap-2 border-t border-line bg-canvas px-[22px] py-1.5 max-md:px-3.5">
      <Pagination
        from={from}
        to={from + count - 1}
        total={total}
        previousHref={props.previousHref}
        nextHref={props.nextHref}
      />
      <span className="ml-auto flex items-center gap-2">
        {props.exportHref ? (
          <a href={props.exportHref} download className={buttonStyle('ghost', 'sm')}>
            <Download aria-hidden="true" />
            Export CSV
          </a>
        ) : null}
        <span className="max-md:hidden">
          <DisplayMenu columns={props.columns} look={props.look} />
        </span>
      </span>
    </div>
  )
}

function DisplayMenu<Row extends ListRow, Sort extends string>({
  columns,
  look,
}: {
  columns: readonly ListColumn<Row, Sort>[]
  look: TableLook
}) {
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="sm" icon={<SlidersHorizontal />}>
          Display
        </Button>
      }
    >
      <MenuLabel>Rows</MenuLabel>
      <MenuCheck
        checked={look.density === 'compact'}
        onChange={(on) => look.setDensity(on ? 'compact' : 'comfortable')}
      >
        Closer together
      </MenuCheck>
      <MenuSeparator />
      <MenuLabel>Columns</MenuLabel>
      {columns
        .filter((column) => !column.primary)
        .map((column) => (
          <MenuCheck
            key={column.key}
            checked={look.visibility[column.key] ?? true}
            onChange={(on) => look.setVisible(column.key, on)}
          >
            {column.header}
          </MenuCheck>
        ))}
    </Menu>
  )
}
