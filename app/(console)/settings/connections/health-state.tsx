import { State, type StateKind } from '@/components/ui/state'
import type { ConnectionHealth } from '@/lib/settings/connection-rules'

const LOOK: Record<ConnectionHealth, { kind: StateKind; words: string }> = {
  paused: { kind: 'stale', words: 'paused' },
  'secret-unusable': { kind: 'blocked', words: 'secret cannot be read' },
  waiting: { kind: 'waiting', words: 'waiting for Meta' },
  verified: { kind: 'open', words: 'verified, nothing received yet' },
  receiving: { kind: 'passed', words: 'receiving' },
}

/** How a connection stands: shape, word and colour. */
export function HealthState({ health }: { health: ConnectionHealth }) {
  const { kind, words } = LOOK[health]
  return <State kind={kind}>{words}</State>
}
