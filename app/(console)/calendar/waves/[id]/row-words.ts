import type { StateKind } from '@/components/ui/state'
import type { WaveRow } from '@/lib/calendar/wave-page'

type Said = { kind: StateKind; words: string }

const RESULT: Readonly<Record<string, Said>> = {
  right: { kind: 'passed', words: 'right' },
  attested: { kind: 'passed', words: 'attested' },
  wrong: { kind: 'blocked', words: 'wrong' },
  unverifiable: { kind: 'unverifiable', words: 'could not verify' },
  not_checked: { kind: 'open', words: 'not clicked or scanned yet' },
}

/** How an entry point stands on the day, as one shape and a few words. */
export function rowStateOf(row: WaveRow): Said {
  if (row.moveState === 'rolled_back') return { kind: 'stale', words: 'put back' }
  if (row.moveState === 'not_moved') return { kind: 'open', words: 'not moved' }
  if (row.lastStep?.kind === 'impossible' && row.walked) return { kind: 'stale', words: 'cannot be put back' }
  const moved = row.moveState === 'stays' ? 'stays' : 'moved'
  const result = RESULT[row.testResult]
  if (!result) return { kind: 'open', words: moved }
  const before = !row.proven && (row.testResult === 'right' || row.testResult === 'attested')
  // A check from before the move proved the old state, not this one.
  if (before) return { kind: 'stale', words: `${moved}, checked before the move` }
  return { kind: result.kind, words: `${moved}, ${result.words}` }
}
