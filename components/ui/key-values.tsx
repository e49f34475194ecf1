import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type KeyValue = { key: string; value: ReactNode }

/** Facts as a list of names and values, in two columns that fold on a phone. */
export function KeyValues({ rows, wide = false }: { rows: readonly KeyValue[]; wide?: boolean }) {
  return (
    <dl
      className={classNames(
        'grid gap-x-3 gap-y-[5px] text-control',
        wide ? 'grid-cols-[minmax(120px,200px)_minmax(0,1fr)]' : 'grid-cols-[120px_minmax(0,1fr)]',
      )}
    >
      {rows.map((row) => (
        <div key={row.key} className="contents">
          <dt className="text-ink-3">{row.key}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{row.value}</dd>
        </div>
      ))}
    </dl>
  )
}
