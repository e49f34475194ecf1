import type { MoveState } from './kinds'

/** How far a row is, in words. Apart from rules.ts, whose phone number library the browser does without. */

/** Shape of a state on the screen; the words of components/ui/state.tsx. */
type StateShape = 'passed' | 'open' | 'blocked' | 'stale' | 'waiting' | 'unverifiable'
export type RowState = { shape: StateShape; words: string; sentence: string }

const MOVES: Record<MoveState, RowState> = {
  not_moved: { shape: 'open', words: 'not moved', sentence: 'It still leads to the current destination.' },
  moved: { shape: 'passed', words: 'moved', sentence: 'It was changed to the new destination.' },
  rolled_back: {
    shape: 'stale',
    words: 'rolled back',
    sentence: 'It was moved, and put back along its rollback path.',
  },
  stays: { shape: 'passed', words: 'stays', sentence: 'It keeps its destination; nothing has to move.' },
}

export function moveStateOf(row: { moveState: MoveState }): RowState {
  return MOVES[row.moveState]
}
