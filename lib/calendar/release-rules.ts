import type { RequestState } from '@/lib/approvals/vocabulary'
import type { WaveState } from './wave-states'

/** One thing that keeps a wave from going out. An approver can release past what is `overridable`, with a reason. */
export type ReleaseBlocker = {
  key: string
  kind: 'gate' | 'freeze' | 'incident' | 'dependency' | 'window' | 'sign-off'
  name: string
  sentence: string
  owner: string
  /** Where it is put right. */
  href: string
  overridable: boolean
}

export type ReleaseFacts = {
  now: Date
  startsAt: Date | null
  endsAt: Date | null
  /** Who answers for the wave; null when nobody does yet. */
  waveOwner: string | null
  dependsOn: { id: string; number: number; name: string; state: WaveState } | null
  freezes: readonly { id: string; name: string; startsAt: Date; endsAt: Date }[]
  incidents: readonly { id: string; title: string; owner: string | null }[]
  /** How the sign-off of this wave stands, and whether the approval policy asks for one. */
  signOff: { state: 'none' | RequestState; required: boolean }
  /** What this wave rests on and was changed since; null when nothing was. */
  restsOnChanged: string | null
  /** Gates that are not open, each with the sentence that says why. */
  closedGates: readonly { key: string; name: string; sentence: string; owner: string; href: string }[]
}

function operations(waveOwner: string | null): string {
  return waveOwner ? `Operations, ${waveOwner}` : 'Operations'
}

function windowBlocker({ now, startsAt, endsAt, waveOwner }: ReleaseFacts): ReleaseBlocker[] {
  const base = {
    key: 'window',
    kind: 'window' as const,
    name: 'Window',
    owner: operations(waveOwner),
    href: '#plan',
    overridable: false,
  }
  if (!startsAt || !endsAt) return [{ ...base, sentence: 'It has no release window yet. Give it one.' }]
  if (now < startsAt)
    return [{ ...base, sentence: 'Its release window has not opened yet. Wait for it, or move the window.' }]
  if (now >= endsAt) return [{ ...base, sentence: 'Its release window is over. Give it a new one.' }]
  return []
}

function dependencyBlocker({ dependsOn, waveOwner }: ReleaseFacts): ReleaseBlocker[] {
  if (!dependsOn || dependsOn.state === 'done') return []
  const sentence = `Wave ${dependsOn.number} · ${dependsOn.name} comes first and is not done yet.`
  const base = { key: 'dependency', kind: 'dependency' as const, name: 'The wave before' }
  const href = `/calendar/waves/${dependsOn.id}`
  return [{ ...base, sentence, href, owner: operations(waveOwner), overridable: false }]
}

function freezeBlockers({ freezes, now }: ReleaseFacts): ReleaseBlocker[] {
  return freezes
    .filter((freeze) => freeze.startsAt <= now && now < freeze.endsAt)
    .map((freeze) => ({
      key: `freeze-${freeze.id}`,
      kind: 'freeze' as const,
      name: 'Freeze window',
      sentence: `“${freeze.name}” is on: nothing public may change until it ends.`,
      owner: 'Operations',
      href: `/calendar/waves#freeze-${freeze.id}`,
      overridable: true,
    }))
}

function incidentBlockers({ incidents }: ReleaseFacts): ReleaseBlocker[] {
  return incidents.map((incident) => ({
    key: `incident-${incident.id}`,
    kind: 'incident' as const,
    name: 'Incident',
    sentence: `“${incident.title}” is open and holds back the next wave.`,
    owner: incident.owner ?? 'Operations',
    href: '/calendar/gates',
    overridable: true,
  }))
}

const SIGN_OFF: Record<'none' | Exclude<RequestState, 'approved'>, string> = {
  none: 'Nobody has asked for its sign-off yet.',
  open: 'Its sign-off waits for a decision.',
  rejected: 'Its sign-off was refused. Change what was named and ask again.',
  stale: 'It was edited after its sign-off, so nobody signed what would go out. Ask again.',
  expired: 'Its sign-off was not decided in time. Ask again.',
  withdrawn: 'The request for its sign-off was taken back.',
}

/** Once somebody asked, a wave waits for the answer, whether or not the policy asks for one. */
function signOffBlockers({ signOff, restsOnChanged, waveOwner }: ReleaseFacts): ReleaseBlocker[] {
  const base = { kind: 'sign-off' as const, href: '#sign-off', overridable: true }
  const { state, required } = signOff
  const isFree = state === 'approved' || (!required && (state === 'none' || state === 'withdrawn'))
  const owner = state === 'open' ? 'Approver' : operations(waveOwner)
  const asked = isFree ? [] : [{ ...base, key: 'sign-off', name: 'Sign-off', sentence: SIGN_OFF[state], owner }]
  if (restsOnChanged === null) return asked
  const sentence = `“${restsOnChanged}”, which it rests on, was changed. Look at the plan again and have it signed off.`
  return [...asked, { ...base, key: 'rests-on', name: 'What it rests on', sentence, owner: operations(waveOwner) }]
}

/** Everything between a ready wave and its release, what nobody can override first. */
export function releaseBlockers(facts: ReleaseFacts): ReleaseBlocker[] {
  const gates = facts.closedGates.map((gate) => ({
    ...gate,
    key: `gate-${gate.key}`,
    kind: 'gate' as const,
    overridable: true,
  }))
  return [
    ...dependencyBlocker(facts),
    ...windowBlocker(facts),
    ...freezeBlockers(facts),
    ...incidentBlockers(facts),
    ...signOffBlockers(facts),
    ...gates,
  ]
}
