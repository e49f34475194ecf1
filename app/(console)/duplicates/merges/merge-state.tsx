import { State } from '@/components/ui/state'
import type { MergeState as MergeStateKey } from '@/lib/merges/vocabulary'

const LOOK = {
  done: { kind: 'passed', words: 'merged' },
  undone: { kind: 'unverifiable', words: 'undone' },
  undo_conflict: { kind: 'stale', words: 'undone, to decide' },
} as const satisfies Record<MergeStateKey, { kind: string; words: string }>

export function MergeState({ state }: { state: MergeStateKey }) {
  const { kind, words } = LOOK[state]
  return <State kind={kind}>{words}</State>
}
