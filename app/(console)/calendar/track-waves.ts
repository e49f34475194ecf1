import { rangeAround } from '@/components/chart/time-axis'
import type { TrackLook, TrackWave, WaveTrackProps } from '@/components/chart/wave-track'
import { waveTitle } from '@/lib/calendar/entries'
import type { WaveWithCounts } from '@/lib/calendar/queries'
import { isRollingBackNow, type Rollout } from '@/lib/calendar/rollout'
import { isFinished, isUnderWay, WAVE_STATE_WORDS } from '@/lib/calendar/wave-states'
import type { Gate } from '@/lib/readiness/schema'

function lookOf(wave: WaveWithCounts, now: Date): TrackLook {
  if (wave.state === 'rolled_back' || isRollingBackNow(wave)) return 'back'
  if (wave.state === 'done') return 'done'
  if (wave.endsAt && wave.endsAt <= now) return 'late'
  if (isUnderWay(wave.state)) return 'active'
  return wave.state === 'ready' ? 'ready' : 'planned'
}

function wordsOf(wave: WaveWithCounts, now: Date): string {
  if (isRollingBackNow(wave)) return 'rolling back'
  const late = !isFinished(wave.state) && wave.endsAt && wave.endsAt <= now
  return `${WAVE_STATE_WORDS[wave.state]}${late ? ', window over' : ''}`
}

const GATE_LOOK = { open: 'open', closed: 'closed', not_measured: 'unknown' } as const

function toTrackWave(wave: WaveWithCounts, gates: readonly Gate[], now: Date): TrackWave[] {
  const { id, startsAt, endsAt, counts } = wave
  if (!startsAt || !endsAt) return []
  return [
    {
      ...{ id, startsAt, endsAt, label: waveTitle(wave), look: lookOf(wave, now), words: wordsOf(wave, now) },
      href: `/calendar/waves/${id}`,
      note: counts.total === 0 ? 'no entry points' : `${counts.moved + counts.stays} of ${counts.total} moved`,
      gates: gates.map((gate) => ({
        name: gate.name,
        look: gate.heldBy ? 'closed' : GATE_LOOK[gate.state],
      })),
      liveAt: wave.releasedAt,
      overridden: wave.override !== null,
    },
  ]
}

/** The wave track of a rollout: what is drawn, and the span of time that holds it. */
export function trackOf(rollout: Rollout, now: Date): Omit<WaveTrackProps, 'label'> {
  const { waves, freezes, gates, zone } = rollout
  const shown = waves.flatMap((wave) => toTrackWave(wave, gates.get(wave.id) ?? [], now))
  const moments = [...shown, ...freezes.filter((freeze) => freeze.endsAt > now)].flatMap(({ startsAt, endsAt }) => [
    startsAt,
    endsAt,
  ])
  return { now, zone, waves: shown, freezes, range: rangeAround(moments, now) }
}
