import { State, type StateKind } from '@/components/ui/state'
import type { RequestState } from '@/lib/approvals/vocabulary'

const LOOK: Record<'none' | RequestState, { kind: StateKind; word: string }> = {
  none: { kind: 'open', word: 'not asked for' },
  open: { kind: 'waiting', word: 'waiting for a decision' },
  approved: { kind: 'passed', word: 'signed off' },
  rejected: { kind: 'blocked', word: 'refused' },
  stale: { kind: 'stale', word: 'stale' },
  expired: { kind: 'unverifiable', word: 'expired' },
  withdrawn: { kind: 'open', word: 'withdrawn' },
}

/** Where a sign-off stands, drawn the same in every room. */
export function ApprovalStateMark({ state }: { state: 'none' | RequestState }) {
  const { kind, word } = LOOK[state]
  return <State kind={kind}>{word}</State>
}
