import { State, type StateKind } from '@/components/ui/state'

const LOOK: Record<string, StateKind> = {
  pending: 'waiting',
  matched: 'passed',
  linked: 'passed',
  created: 'open',
  conflict: 'blocked',
  ambiguous: 'stale',
  waiting: 'waiting',
  unmapped: 'unverifiable',
  failed: 'blocked',
  unsupported: 'unverifiable',
}

/** The outcome of an event: its shape, its word and its colour. */
export function OutcomeState({ outcome }: { outcome: string }) {
  return <State kind={LOOK[outcome] ?? 'unverifiable'}>{outcome}</State>
}

const POST_LOOK: Record<string, { kind: StateKind; word: string }> = {
  stored: { kind: 'waiting', word: 'waiting' },
  processed: { kind: 'passed', word: 'processed' },
  set_aside: { kind: 'blocked', word: 'set aside' },
}

/** Where a delivery stands between the disk and its events. */
export function PostState({ state }: { state: string }) {
  const look = POST_LOOK[state] ?? { kind: 'unverifiable' as const, word: state }
  return <State kind={look.kind}>{look.word}</State>
}
