import { formatNumber } from '@/components/ui/format-number'
import type { Counts as RowCounts } from '@/lib/contacts/model'

const WORDS: Record<keyof RowCounts, { label: string; style: string }> = {
  created: { label: 'created', style: 'text-pass' },
  updated: { label: 'updated', style: 'text-accent' },
  skipped: { label: 'skipped: nothing new', style: 'text-ink-2' },
  failed: { label: 'failed', style: 'text-block' },
}

/** The four counts and their sum, which is always the number of rows in the file. */
export function CountsLine({ counts, total }: { counts: RowCounts; total: number }) {
  return (
    <dl aria-label="Rows by result" className="flex flex-wrap items-end gap-x-8 gap-y-3">
      {(Object.keys(WORDS) as (keyof RowCounts)[]).map((key) => (
        <div key={key} className="flex flex-col-reverse">
          <dt className="text-small text-ink-2">{WORDS[key].label}</dt>
          <dd
            className={`tabular text-[24px] leading-8 font-[550] ${counts[key] > 0 ? WORDS[key].style : 'text-ink-3'}`}
          >
            {formatNumber(counts[key])}
          </dd>
        </div>
      ))}
      <div className="flex flex-col-reverse border-l border-line pl-8 max-md:border-0 max-md:pl-0">
        <dt className="text-small text-ink-2">rows in the file</dt>
        <dd className="tabular text-[24px] leading-8 font-[550]">{formatNumber(total)}</dd>
      </div>
    </dl>
  )
}
