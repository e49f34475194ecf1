import type { ComponentProps, ReactNode } from 'react'
import { classNames } from '../ui/class-names'

/** A small table inside a panel: no paging, no sorting. It scrolls sideways where it does not fit. */
export function PlainTable({
  label,
  head,
  children,
}: {
  label: string
  /** Column headings; `{ hidden }` is one that only a screen reader needs. Leave out for a list of facts. */
  head?: readonly (string | { hidden: string })[]
  children: ReactNode
}) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an area that scrolls has to be reachable by keyboard (WCAG 2.1.1).
      tabIndex={0}
      // Positioned, so that words for screen readers in a far column stay inside what scrolls.
      className="quiet-scroll relative overflow-x-auto -outline-offset-2"
    >
      <table aria-label={label} className="tabular w-full border-collapse text-sheet">
        {head ? (
          <thead>
            <tr>
              {head.map((heading) => {
                const text = typeof heading === 'string' ? heading : heading.hidden
                return (
                  <th
                    key={text}
                    scope="col"
                    className="border-b border-line bg-canvas px-4 py-[7px] text-left text-[12px] font-medium whitespace-nowrap text-ink-3"
                  >
                    {typeof heading === 'string' ? text : <span className="sr-only">{text}</span>}
                  </th>
                )
              })}
            </tr>
          </thead>
        ) : null}
        <tbody className="[&>tr:last-child>td]:border-b-0">{children}</tbody>
      </table>
    </section>
  )
}

/** A cell of it. */
export function Cell({ className, tone, ...rest }: ComponentProps<'td'> & { tone?: 'quiet' | 'machine' | 'end' }) {
  return (
    <td
      {...rest}
      className={classNames(
        'border-b border-line px-4 py-2 align-top',
        tone === 'quiet' && 'text-small text-ink-2',
        tone === 'machine' && 'machine',
        tone === 'end' && 'text-right',
        className,
      )}
    />
  )
}
