import { formatCount } from '@/components/ui/format-number'
import { Mono } from '@/components/ui/mono'
import { When } from '@/components/ui/when'
import type { RefusedLine } from '@/lib/settings/list-connections'

/** Why requests were refused today, in words. Nothing of them is kept but the count. */
export function RefusedLines({ lines }: { lines: readonly RefusedLine[] }) {
  if (lines.length === 0) {
    return <p className="text-control text-ink-2">Nothing was refused today (the day is counted in UTC).</p>
  }
  return (
    <ul className="space-y-2 text-control">
      {lines.map((line) => (
        <li key={line.reason} className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-3">
          <span className="font-[550]">{formatCount(line.count, 'time')}</span>
          <span className="text-ink-2">
            {line.sentence} <Mono className="text-ink-3">{line.reason}</Mono>, last{' '}
            <When at={line.lastAt} style="relative" />.
          </span>
        </li>
      ))}
    </ul>
  )
}
