import { formatCount, formatNumber } from '@/components/ui/format-number'
import { State, type StateKind } from '@/components/ui/state'
import type { ImportOutcome } from '@/lib/entry-points/import-outcome'

type Counted = { kind: StateKind; count: number; words: string; because?: string }

function skippedBecause({ equal, repeated, empty }: ImportOutcome['skippedBecause']): string | undefined {
  const reasons = [
    equal > 0 ? `${formatNumber(equal)} equal to the sheet` : '',
    repeated > 0 ? `${formatNumber(repeated)} twice in the file` : '',
    empty > 0 ? `${formatNumber(empty)} empty` : '',
  ]
  return reasons.filter(Boolean).join(', ') || undefined
}

/** Every row of the file, counted exactly once. */
export function ImportCounts({ outcome, future = false }: { outcome: ImportOutcome; future?: boolean }) {
  const { total, created, updated, skipped, failed } = outcome
  const counts: Counted[] = [
    { kind: 'passed', count: created, words: future ? 'will be added' : 'added' },
    { kind: 'waiting', count: updated, words: future ? 'will change' : 'changed' },
    { kind: 'open', count: skipped, words: 'left as they are', because: skippedBecause(outcome.skippedBecause) },
    { kind: 'blocked', count: failed, words: future ? 'cannot be used' : 'could not be used' },
  ]
  return (
    <div>
      <p className="text-prose">{formatCount(total, 'row')} in the file:</p>
      <ul className="mt-2 grid gap-x-6 gap-y-2 sm:grid-cols-2 lg:grid-cols-4">
        {counts.map(({ kind, count, words, because }) => (
          <li key={words}>
            <State kind={kind}>
              <b className="tabular font-semibold">{formatNumber(count)}</b> {words}
            </State>
            {because ? <p className="pl-4 text-small text-ink-2">{because}</p> : null}
          </li>
        ))}
      </ul>
    </div>
  )
}
