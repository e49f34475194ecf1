import type { StateKind } from '@/components/ui/state'
import type { Gate } from '@/lib/readiness/schema'

/** A gate that is open by its own evidence but comes after a closed one waits for it. */
export function gateState(gate: Gate): { kind: StateKind; word: string } {
  if (gate.passes) return { kind: 'passed', word: 'open' }
  if (gate.heldBy) return { kind: 'waiting', word: 'held back' }
  return gate.state === 'closed'
    ? { kind: 'blocked', word: 'closed' }
    : { kind: 'unverifiable', word: 'nothing recorded' }
}
