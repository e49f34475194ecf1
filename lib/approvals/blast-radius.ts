import { db } from '@/lib/server/db'
import { findDependents } from './dependents-store'
import { countKinds, countWords } from './kinds'
import { livingRequests, loadPeople, requestState } from './store'
import type { NodeKind, SubjectRef } from './vocabulary'

export type BlastRadius = {
  /** How its own sign-off stands now; an edit ends both. */
  signOff: 'none' | 'open' | 'approved'
  /** What would be marked, counted by kind; empty while nothing was signed off. */
  dependents: { kind: NodeKind; count: number }[]
  /** Who would be told, by name. */
  owners: string[]
  /** For the person who is about to save; null when an edit has no consequence of this kind. */
  sentence: string | null
}

const NAMED = 5

function named(owners: readonly string[]): string {
  if (owners.length === 0) return ''
  const shown = owners.slice(0, NAMED)
  const more = owners.length - shown.length
  const last = more > 0 ? `${more} more` : (shown.pop() ?? '')
  const list = shown.length > 0 ? `${shown.join(', ')} and ${last}` : last
  return ` ${list} ${owners.length === 1 ? 'is' : 'are'} told.`
}

/** What saving an edit of a subject would make stale, said before it is saved. */
export async function blastRadius(workspaceId: string, ref: SubjectRef): Promise<BlastRadius> {
  const living = await livingRequests(db, workspaceId, ref)
  const signOff = living.some((one) => requestState(one) === 'approved') ? 'approved' : living[0] ? 'open' : 'none'
  if (signOff === 'none') return { signOff, dependents: [], owners: [], sentence: null }
  if (signOff === 'open') {
    const sentence = 'A sign-off of this waits for a decision. Saving a change makes the request stale.'
    return { signOff, dependents: [], owners: [], sentence }
  }
  const found = await findDependents(db, workspaceId, ref)
  const counts = countKinds(found)
  const people = await loadPeople(db, workspaceId)
  const owners = people.filter(({ id }) => found.some((one) => one.ownerMemberId === id)).map(({ name }) => name)
  const below = counts.size > 0 ? ` It also marks what rests on it: ${countWords(counts)}.${named(owners)}` : ''
  const sentence = `Saving a change makes the sign-off of this stale.${below}`
  return { signOff, dependents: [...counts].map(([kind, count]) => ({ kind, count })), owners, sentence }
}
