import { classNames } from '../ui/class-names'
import { formatNumber, formatShare } from '../ui/format-number'

export type MeterPart = {
  key: string
  label: string
  value: number
  /** "hatched" is for what is at risk; pattern and order tell parts apart, not colour alone. */
  look: 'pass' | 'stale-hatched' | 'block' | 'accent' | 'wait' | 'rest'
}

const LOOK: Record<MeterPart['look'], string> = {
  pass: 'bg-pass',
  'stale-hatched': 'bg-[repeating-linear-gradient(135deg,var(--stale)_0_2px,var(--stale-soft)_2px_6px)]',
  block: 'bg-block',
  accent: 'bg-accent',
  wait: 'bg-[repeating-linear-gradient(90deg,var(--wait)_0_4px,var(--wait-soft)_4px_7px)]',
  rest: 'bg-line-2',
}

/** Parts of a whole in one bar. The numbers stand beside it in words; the bar says them once more for screen readers. */
export function StackedMeter({
  label,
  parts,
  slim = false,
}: {
  label: string
  parts: readonly MeterPart[]
  slim?: boolean
}) {
  const total = parts.reduce((sum, part) => sum + part.value, 0)
  const words = parts.map((part) => `${part.label} ${formatNumber(part.value)} (${formatShare(part.value, total)})`)
  return (
    <div
      role="img"
      aria-label={total === 0 ? `${label}: nothing yet` : `${label}: ${words.join(', ')}`}
      className={classNames(
        'flex gap-0.5 overflow-hidden rounded-[5px]',
        slim ? 'h-2.5' : 'h-[26px]',
        total === 0 && 'hatched border border-line',
      )}
    >
      {parts
        .filter((part) => part.value > 0)
        .map((part) => (
          <div
            key={part.key}
            title={`${part.label}: ${formatNumber(part.value)}`}
            className={classNames('min-w-[3px]', LOOK[part.look])}
            style={{ flexGrow: part.value, flexBasis: 0 }}
          />
        ))}
    </div>
  )
}
