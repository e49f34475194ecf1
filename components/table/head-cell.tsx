'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import Link from 'next/link'
import { Checkbox } from '../ui/checkbox'
import { classNames } from '../ui/class-names'
import type { ListColumn, ListRow } from './column'
import type { SortDirection } from './list-descriptor'

const cellStyle =
  'h-[31px] border-b border-line bg-canvas text-[12px] font-medium whitespace-nowrap text-ink-3 first:pl-[22px] last:pr-[22px]'

/** A column's heading; a sortable one is a link, so an order can be shared and gone back from. */
export function HeadCell<Row extends ListRow, Sort extends string>({
  column,
  direction,
  href,
}: {
  column: ListColumn<Row, Sort>
  direction: SortDirection | null
  href: string | undefined
}) {
  const Arrow = direction === 'asc' ? ArrowUp : ArrowDown
  return (
    <th
      scope="col"
      aria-sort={direction === null ? undefined : direction === 'asc' ? 'ascending' : 'descending'}
      style={column.width === undefined ? undefined : { width: column.width }}
      className={classNames(cellStyle, 'px-2.5', column.align === 'end' ? 'text-right' : 'text-left')}
    >
      {href === undefined ? (
        column.header
      ) : (
        <Link
          prefetch={false}
          href={href}
          scroll={false}
          className={classNames(
            'group inline-flex items-center gap-1 hover:text-ink',
            direction !== null && 'text-ink',
          )}
        >
          {column.header}
          <Arrow
            aria-hidden="true"
            className={classNames(
              'size-3',
              direction === null && 'opacity-0 group-hover:opacity-60 group-focus:opacity-60',
            )}
          />
        </Link>
      )}
    </th>
  )
}

/** The box that chooses every row of the page. */
export function SelectAllCell({
  all,
  some,
  onChange,
}: {
  all: boolean
  some: boolean
  onChange: (on: boolean) => void
}) {
  return (
    <th scope="col" className={classNames(cellStyle, 'no-print w-[50px] pr-1 text-left')}>
      <Checkbox
        aria-label="Select every row on this page"
        className="block"
        checked={all}
        indeterminate={some && !all}
        onChange={(event) => onChange(event.target.checked)}
      />
    </th>
  )
}
