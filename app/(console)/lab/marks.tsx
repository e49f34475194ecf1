import { State, type StateKind } from '@/components/ui/state'
import {
  FIX_WORDS,
  type FixState,
  RESULT_WORDS,
  type RecordResult,
  type RunState,
  type VerdictState,
} from '@/lib/lab/vocabulary'

const RESULT_KINDS: Record<RecordResult, StateKind> = {
  ...{ passed: 'passed', failed: 'blocked', untold: 'unverifiable', waiting: 'waiting', skipped: 'open' },
}

export function ResultMark({ result }: { result: RecordResult }) {
  return <State kind={RESULT_KINDS[result]}>{RESULT_WORDS[result]}</State>
}

const VERDICTS: Record<VerdictState, { kind: StateKind; word: string }> = {
  passed: { kind: 'passed', word: 'yes' },
  failed: { kind: 'blocked', word: 'no' },
  untold: { kind: 'unverifiable', word: 'not told' },
  waiting: { kind: 'waiting', word: 'waiting' },
  none: { kind: 'open', word: 'does not arise' },
}

export function VerdictMark({ verdict }: { verdict: VerdictState }) {
  return <State kind={VERDICTS[verdict].kind}>{VERDICTS[verdict].word}</State>
}

const FIX_KINDS: Record<FixState, StateKind> = {
  ...{ none: 'open', open: 'blocked', fixing: 'waiting', fixed: 'stale', closed: 'passed', replaced: 'open' },
}

export function FixMark({ fix }: { fix: FixState }) {
  return fix === 'none' ? <span className="text-ink-3">–</span> : <State kind={FIX_KINDS[fix]}>{FIX_WORDS[fix]}</State>
}

const RUNS: Record<RunState, { kind: StateKind; word: string }> = {
  queued: { kind: 'waiting', word: 'waiting to be sent' },
  running: { kind: 'waiting', word: 'being sent' },
  done: { kind: 'passed', word: 'sent' },
  cancelled: { kind: 'open', word: 'cancelled' },
  failed: { kind: 'blocked', word: 'stopped' },
}

export function RunMark({ state }: { state: RunState }) {
  return <State kind={RUNS[state].kind}>{RUNS[state].word}</State>
}
