import type { FreezeView, WaveView } from '@/lib/calendar/schema'
import { clockAt, dayAt } from '@/lib/shared/zone-time'

/** The plan of a wave as the form holds it; what is absent is empty text. Times are on the clocks of the workspace. */
export type WaveFields = {
  name: string
  goal: string
  ownerMemberId: string
  starts: string
  ends: string
  dependsOnId: string
}

export type FreezeFields = { name: string; reason: string; starts: string; ends: string }

export const NO_WAVE: WaveFields = { name: '', goal: '', ownerMemberId: '', starts: '', ends: '', dependsOnId: '' }
export const NO_FREEZE: FreezeFields = { name: '', reason: '', starts: '', ends: '' }

/** As `<input type="datetime-local">` wants it. A moment may come back from the server as text. */
function localTime(at: Date | string | null, zone: string): string {
  if (!at) return ''
  const moment = new Date(at)
  return `${dayAt(moment, zone)}T${clockAt(moment, zone)}`
}

type WaveLike = Pick<WaveView, 'name' | 'goal' | 'owner' | 'dependsOn' | 'startsAt' | 'endsAt'>

export function waveFields(wave: WaveLike, zone: string): WaveFields {
  return {
    name: wave.name,
    goal: wave.goal ?? '',
    ownerMemberId: wave.owner?.memberId ?? '',
    starts: localTime(wave.startsAt, zone),
    ends: localTime(wave.endsAt, zone),
    dependsOnId: wave.dependsOn?.id ?? '',
  }
}

export function freezeFields(
  freeze: Pick<FreezeView, 'name' | 'reason' | 'startsAt' | 'endsAt'>,
  zone: string,
): FreezeFields {
  const { name, reason, startsAt, endsAt } = freeze
  return { name, reason: reason ?? '', starts: localTime(startsAt, zone), ends: localTime(endsAt, zone) }
}

type WaveInput = {
  name: string
  goal: string | null
  ownerMemberId: string | null
  window: { starts: string; ends: string } | null
  dependsOnId: string | null
}

/** Half a window is no window: both times, or none. */
export function toWaveInput(fields: WaveFields): WaveInput {
  const { name, goal, ownerMemberId, starts, ends, dependsOnId } = fields
  return {
    name,
    goal: goal || null,
    ownerMemberId: ownerMemberId || null,
    window: starts || ends ? { starts, ends } : null,
    dependsOnId: dependsOnId || null,
  }
}

/** A moment of a form as people read it. */
export const clockWords = (value: string): string => value.replace('T', ', ')
