import { State, type StateKind } from '@/components/ui/state'
import type { WaveWithCounts } from '@/lib/calendar/queries'
import { isFinished, WAVE_STATE_WORDS } from '@/lib/calendar/wave-states'

const SHAPE: Record<WaveWithCounts['state'], StateKind> = {
  planned: 'open',
  ready: 'waiting',
  releasing: 'waiting',
  verifying: 'waiting',
  done: 'passed',
  rolled_back: 'stale',
}

/** Where a wave stands, with a word and a shape. */
export function WaveState({ wave, now }: { wave: WaveWithCounts; now: Date }) {
  if (wave.rollbackAt && wave.state !== 'rolled_back') return <State kind="stale">rolling back</State>
  if (!isFinished(wave.state) && wave.endsAt && wave.endsAt <= now) {
    return <State kind="blocked">{WAVE_STATE_WORDS[wave.state]}, window over</State>
  }
  return <State kind={SHAPE[wave.state]}>{WAVE_STATE_WORDS[wave.state]}</State>
}
