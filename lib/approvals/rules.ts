import type { Decision, RequestState } from './vocabulary'

/** A request as a decision sees it, inside the transaction that decides. */
export type RequestFacts = {
  state: RequestState
  contentHash: string
  /** Hash of the subject as it is now; null when it is gone. */
  liveHash: string | null
  expiresAt: Date | null
  /** Whose own work it is: the authors, and whoever asked. */
  ownIds: readonly string[]
}

/** `onBehalfOf` is the member whose vote it is, when it is not the voter's own. */
export type VoteFacts = { memberId: string; onBehalfOf: string | null; decision: Decision }

export type PolicyFacts = { roles: readonly string[]; quorum: number }

export type PersonFacts = {
  id: string
  roles: readonly string[]
  disabled: boolean
  delegateId: string | null
  delegateUntil: Date | null
}

/** What somebody says: who they are, what they saw, and whose vote it is when it is not their own. */
export type Ballot = {
  voterId: string
  contentHash: string
  decision: Decision
  comment: string
  onBehalfOf?: string | undefined
}

export type DecideRefusal =
  | 'request-closed'
  | 'request-expired'
  | 'request-stale'
  | 'own-sign-off'
  | 'not-an-approver'
  | 'voted-already'
  | 'reason-missing'

export type Verdict =
  | { kind: 'refuse'; code: DecideRefusal }
  /** The vote counts as the voice of `voice`; the request is then in `next`. */
  | { kind: 'count'; voice: string; next: 'open' | 'approved' | 'rejected' }

type Case = {
  request: RequestFacts
  votes: readonly VoteFacts[]
  policy: PolicyFacts
  people: readonly PersonFacts[]
}

const refuse = (code: DecideRefusal): Verdict => ({ kind: 'refuse', code })

/** The state as it is at a moment: a request whose time is over has expired, whether or not the worker has come by. */
export function stateNow(request: Pick<RequestFacts, 'state' | 'expiresAt'>, now: Date): RequestState {
  const over = request.state === 'open' && request.expiresAt !== null && request.expiresAt <= now
  return over ? 'expired' : request.state
}

/** True when the policy names a role of this person. An unknown role in the policy names nobody. */
function isNamed(person: PersonFacts, policy: PolicyFacts): boolean {
  return !person.disabled && person.roles.some((role) => policy.roles.includes(role))
}

function standsInFor(voterId: string, absent: PersonFacts, now: Date): boolean {
  return absent.delegateId === voterId && absent.delegateUntil !== null && now < absent.delegateUntil
}

/** Whose votes this member may cast under a policy: their own first, then those of members who are away. No chains. */
function voicesOf(voterId: string, { policy, people }: Case, now: Date): string[] {
  const voter = people.find(({ id }) => id === voterId)
  if (!voter || voter.disabled) return []
  const own = isNamed(voter, policy) ? [voterId] : []
  const others = people.filter((one) => one.id !== voterId && isNamed(one, policy) && standsInFor(voterId, one, now))
  return [...own, ...others.map(({ id }) => id)]
}

type Voices = { kind: 'voices'; voices: string[] } | { kind: 'refuse'; code: DecideRefusal }

/**
 * Whose votes a member may still cast on a request, or why none. Own work is refused for the person and for the vote:
 * an author decides for nobody, and nobody decides for an author. One person decides once, and one vote counts once.
 */
export function openVoices(voterId: string, of: Case, now: Date): Voices {
  const { request, votes } = of
  const state = stateNow(request, now)
  if (state === 'expired') return { kind: 'refuse', code: 'request-expired' }
  if (state === 'stale') return { kind: 'refuse', code: 'request-stale' }
  if (state !== 'open') return { kind: 'refuse', code: 'request-closed' }
  if (request.liveHash !== request.contentHash) return { kind: 'refuse', code: 'request-stale' }
  if (request.ownIds.includes(voterId)) return { kind: 'refuse', code: 'own-sign-off' }
  const named = voicesOf(voterId, of, now)
  if (named.length === 0) return { kind: 'refuse', code: 'not-an-approver' }
  const impartial = named.filter((id) => !request.ownIds.includes(id))
  if (impartial.length === 0) return { kind: 'refuse', code: 'own-sign-off' }
  if (votes.some(({ memberId }) => memberId === voterId)) return { kind: 'refuse', code: 'voted-already' }
  const heard = new Set(votes.map((vote) => vote.onBehalfOf ?? vote.memberId))
  const voices = impartial.filter((id) => !heard.has(id))
  return voices.length > 0 ? { kind: 'voices', voices } : { kind: 'refuse', code: 'voted-already' }
}

/** What one ballot does to a request. A quorum below one counts as one: nothing is approved by nobody. */
export function decide(of: Case, ballot: Ballot, now: Date): Verdict {
  if (ballot.contentHash !== of.request.contentHash) return refuse('request-stale')
  const open = openVoices(ballot.voterId, of, now)
  if (open.kind === 'refuse') return open
  const voice = ballot.onBehalfOf ?? open.voices[0]
  if (voice === undefined || !open.voices.includes(voice)) return refuse('not-an-approver')
  if (ballot.decision === 'reject' && ballot.comment.trim() === '') return refuse('reason-missing')
  if (ballot.decision === 'reject') return { kind: 'count', voice, next: 'rejected' }
  const approvals = of.votes.filter((vote) => vote.decision === 'approve').length + 1
  return { kind: 'count', voice, next: approvals >= Math.max(1, of.policy.quorum) ? 'approved' : 'open' }
}

/** Everybody who could still decide a request: whom to ask, to remind, and to show it as waiting for. */
export function deciders(of: Case, now: Date): string[] {
  return of.people.filter(({ id }) => openVoices(id, of, now).kind === 'voices').map(({ id }) => id)
}
