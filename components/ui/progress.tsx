import type { ReactNode } from 'react'
import { formatNumber } from './format-number'

/** Long work with its counts. `total` unknown (null) shows only how much is done. */
export function Progress({
  label,
  done,
  total,
  note,
}: {
  label: string
  done: number
  total: number | null
  note?: ReactNode
}) {
  const share = total === null || total === 0 ? null : Math.min(100, (done / total) * 100)
  return (
    <div className="text-control">
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        <span className="font-[550]">{label}</span>
        <span className="tabular text-small text-ink-2">
          {formatNumber(done)}
          {total === null ? ' so far' : ` of ${formatNumber(total)}`}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={total === null ? undefined : done}
        className="h-2 overflow-hidden rounded-full bg-line"
      >
        <div
          className={
            share === null
              ? 'h-full w-full bg-[repeating-linear-gradient(135deg,var(--accent)_0_3px,var(--accent-soft)_3px_8px)]'
              : 'h-full rounded-full bg-accent'
          }
          style={share === null ? undefined : { width: `${share}%` }}
        />
      </div>
      {note ? <p className="mt-1.5 text-small text-ink-2">{note}</p> : null}
    </div>
  )
}
