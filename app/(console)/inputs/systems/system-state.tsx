import { State } from '@/components/ui/state'
import { SYSTEM_STATE_WORDS, type SystemState } from '@/lib/inputs/vocabulary'

const KINDS = {
  open: 'blocked',
  planned: 'waiting',
  replaced: 'passed',
  keeps_phone: 'open',
} as const satisfies Record<SystemState, string>

export function SystemStateMark({ state }: { state: SystemState }) {
  return <State kind={KINDS[state]}>{SYSTEM_STATE_WORDS[state]}</State>
}
