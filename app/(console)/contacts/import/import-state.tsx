import { State, type StateKind } from '@/components/ui/state'
import type { ImportState } from '@/lib/contacts/import-model'

const LOOK: Record<ImportState, { kind: StateKind; word: string }> = {
  staged: { kind: 'open', word: 'columns not chosen' },
  running: { kind: 'waiting', word: 'running' },
  done: { kind: 'passed', word: 'done' },
  failed: { kind: 'blocked', word: 'failed, taken back' },
  undoing: { kind: 'waiting', word: 'being taken back' },
  undone: { kind: 'stale', word: 'undone' },
  cancelled: { kind: 'stale', word: 'cancelled' },
}

export function ImportStateWord({ state }: { state: ImportState }) {
  return <State kind={LOOK[state].kind}>{LOOK[state].word}</State>
}
