import { State, type StateKind } from '@/components/ui/state'
import type { RequestState } from '@/lib/policy/vocabulary'

const POLICY = {
  draft: { kind: 'open', word: 'draft' },
  active: { kind: 'passed', word: 'in force' },
  retired: { kind: 'unverifiable', word: 'no longer in force' },
} as const satisfies Record<string, { kind: StateKind; word: string }>

export function PolicyStateMark({ state }: { state: keyof typeof POLICY }) {
  return <State kind={POLICY[state].kind}>{POLICY[state].word}</State>
}

const REQUEST = {
  open: { kind: 'waiting', word: 'waiting' },
  approved: { kind: 'passed', word: 'approved' },
  rejected: { kind: 'blocked', word: 'rejected' },
  withdrawn: { kind: 'unverifiable', word: 'taken back' },
} as const satisfies Record<RequestState, { kind: StateKind; word: string }>

export function RequestStateMark({ state }: { state: RequestState }) {
  return <State kind={REQUEST[state].kind}>{REQUEST[state].word}</State>
}

/** What the policy says about a name, in one word. */
export function AllowedMark({ allowed }: { allowed: boolean | null }) {
  if (allowed === null) return <State kind="unverifiable">no policy in force</State>
  return allowed ? <State kind="passed">allowed</State> : <State kind="blocked">not allowed</State>
}
