'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { MouseEvent, ReactNode } from 'react'
import { Checkbox } from '../ui/checkbox'
import { classNames } from '../ui/class-names'
import type { ListColumn, ListRow } from './column'

type TableRowProps<Row extends ListRow, Sort extends string> = {
  row: Row
  columns: readonly ListColumn<Row, Sort>[]
  href: string | null
  open: boolean
  compact: boolean
  /** Null when rows cannot be chosen. */
  selected: boolean | null
  onSelect: (event: unknown) => void
}

/** A click anywhere in the row opens it, except on something that has its own answer, or at the end of marking text. */
function isPlainClick(event: MouseEvent): boolean {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return false
  if (event.target instanceof Element && event.target.closest('a, button, input, select, textarea, label')) return false
  return !window.getSelection()?.toString()
}

/** One record: a row where there is room, a card on a phone. The same cells, drawn by CSS. */
export function TableRow<Row extends ListRow, Sort extends string>(props: TableRowProps<Row, Sort>) {
  const { row, columns, href, open, compact, selected, onSelect } = props
  const router = useRouter()
  return (
    <tr
      data-row-id={row.id}
      aria-current={open || undefined}
      onClick={(event) => {
        if (href !== null && isPlainClick(event)) router.push(href, { scroll: false })
      }}
      className={classNames(
        'group/row border-line md:[&>td]:border-b print:[&>td]:border-b',
        'max-md:relative max-md:grid max-md:grid-cols-2 max-md:gap-x-4 max-md:gap-y-2 max-md:border-b max-md:px-3.5 max-md:py-3',
        open || selected ? 'bg-accent-soft' : 'hover:bg-hover',
        href !== null && 'cursor-pointer',
      )}
    >
      {selected === null ? null : (
        <td className="no-print w-[50px] pr-1 pl-[22px] max-md:absolute max-md:top-3.5 max-md:right-3.5 max-md:w-auto max-md:p-0">
          <Checkbox
            aria-label="Select this row"
            aria-describedby={`row-${row.id}`}
            className="block"
            checked={selected}
            onChange={() => {}}
            onClick={onSelect}
          />
        </td>
      )}
      {columns.map((column) => (
        <TableCell
          key={column.key}
          column={column}
          compact={compact}
          beside={selected !== null && column.primary === true}
        >
          {column.primary ? (
            <RowLink id={row.id} href={href}>
              {column.cell(row)}
            </RowLink>
          ) : (
            column.cell(row)
          )}
        </TableCell>
      ))}
    </tr>
  )
}

function RowLink({ id, href, children }: { id: string; href: string | null; children: ReactNode }) {
  const style = 'font-medium max-md:text-body max-md:font-[550]'
  if (href === null) {
    return (
      <span id={`row-${id}`} data-row-link tabIndex={-1} className={style}>
        {children}
      </span>
    )
  }
  return (
    <Link prefetch={false} id={`row-${id}`} data-row-link href={href} scroll={false} className={style}>
      {children}
    </Link>
  )
}

function TableCell<Row extends ListRow, Sort extends string>({
  column,
  compact,
  beside,
  children,
}: {
  column: ListColumn<Row, Sort>
  compact: boolean
  /** On a card, leave room for the checkbox. */
  beside: boolean
  children: ReactNode
}) {
  const padding = column.padded === false ? 'md:p-0' : compact ? 'md:px-2.5 md:py-[3px]' : 'md:px-2.5 md:py-[7px]'
  return (
    <td
      data-label={column.header}
      className={classNames(
        'max-w-[280px] md:truncate print:px-2 print:py-1 print:align-top print:whitespace-normal md:first:pl-[22px] md:last:pr-[22px]',
        padding,
        column.align === 'end' && 'md:text-right',
        column.tone === 'quiet' && 'text-small text-ink-2',
        column.tone === 'machine' && 'machine',
        column.primary
          ? 'max-md:order-first max-md:col-span-2 max-md:max-w-full'
          : 'max-md:max-w-full max-md:min-w-0 max-md:before:block max-md:before:font-sans max-md:before:text-tiny max-md:before:tracking-normal max-md:before:text-ink-3 max-md:before:content-[attr(data-label)]',
        column.onCard === false && 'max-md:hidden',
        beside && 'max-md:pr-9',
      )}
    >
      {children}
    </td>
  )
}
