import type { WaveCounts } from './schema'
import type { WaveMove, WaveStanding } from './wave-states'
import { stateAfter } from './wave-states'

/** Why a wave cannot take a step: a code of the catalogue of sentences, with what the sentence names. */
export type WaveRefusal = { code: WaveRefusalCode; details?: Record<string, unknown> }
export type WaveRefusalCode =
  | 'wave-cannot'
  | 'wave-no-owner'
  | 'wave-no-window'
  | 'wave-empty'
  | 'wave-not-moved'
  | 'wave-unproven'
  | 'wave-unwalked'
  | 'reason-missing'

export type WaveFacts = WaveStanding & {
  ownerMemberId: string | null
  startsAt: Date | null
  endsAt: Date | null
  counts: WaveCounts
}

function readiness({ ownerMemberId, startsAt, endsAt, counts }: WaveFacts): WaveRefusal | null {
  if (!ownerMemberId) return { code: 'wave-no-owner' }
  if (!startsAt || !endsAt) return { code: 'wave-no-window' }
  return counts.total === 0 ? { code: 'wave-empty' } : null
}

/**
 * Whether the wave itself allows a step. What stands outside of it (gates, freeze windows, the wave before) is asked in
 * release-rules.ts. Null when it may be taken.
 */
export function refuseMove(move: WaveMove, facts: WaveFacts, reason: string | undefined): WaveRefusal | null {
  if (stateAfter(move, facts) === null) return { code: 'wave-cannot', details: { move, state: facts.state } }
  const { counts } = facts
  if (move === 'mark-ready' || move === 'release') return readiness(facts)
  if (move === 'verify' && counts.toMove > 0) return { code: 'wave-not-moved', details: { count: counts.toMove } }
  if (move === 'announce') {
    if (counts.toMove > 0) return { code: 'wave-not-moved', details: { count: counts.toMove } }
    const missing = counts.total - counts.proven
    if (missing > 0 || counts.total === 0) return { code: 'wave-unproven', details: { count: missing } }
  }
  if (move === 'start-rollback' && !reason) return { code: 'reason-missing' }
  if (move === 'finish-rollback' && counts.unwalked > 0) {
    return { code: 'wave-unwalked', details: { count: counts.unwalked } }
  }
  return null
}

/** True when a wave would depend on itself, directly or through others. */
export function dependsInCircle(
  waveId: string,
  dependsOnId: string | null,
  waves: readonly { id: string; dependsOnId: string | null }[],
): boolean {
  const next = new Map(waves.map((wave) => [wave.id, wave.dependsOnId]))
  const seen = new Set<string>([waveId])
  for (let at = dependsOnId; at; at = next.get(at) ?? null) {
    if (seen.has(at)) return true
    seen.add(at)
  }
  return false
}

/** How long is left of a window, in milliseconds: until it opens, until it closes, or since it closed (negative). */
export type WindowTime = { phase: 'none' | 'before' | 'open' | 'over'; milliseconds: number }

export function windowTime(window: { startsAt: Date | null; endsAt: Date | null }, now: Date): WindowTime {
  const { startsAt, endsAt } = window
  if (!startsAt || !endsAt) return { phase: 'none', milliseconds: 0 }
  if (now < startsAt) return { phase: 'before', milliseconds: startsAt.getTime() - now.getTime() }
  const left = endsAt.getTime() - now.getTime()
  return { phase: left > 0 ? 'open' : 'over', milliseconds: left }
}
