'use client'

import { Button } from '@/components/ui/button'
import { formatNumber } from '@/components/ui/format-number'

/** Under the last card on a phone. */
export function MoreCards({ shown, total, more }: { shown: number; total: number; more: () => void }) {
  if (shown >= total) return null
  return (
    <div className="flex flex-col items-center gap-2 px-3.5 py-4 text-small text-ink-2">
      <span className="tabular">
        {formatNumber(shown)} of {formatNumber(total)}
      </span>
      <Button onClick={more}>Show more</Button>
    </div>
  )
}
