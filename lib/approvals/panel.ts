import { type Actor, can } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { sentenceFor } from '@/lib/shared/sentences'
import { blastRadius } from './blast-radius'
import { withNames } from './content-names'
import { type ContentChange, changesBetween } from './diff-rules'
import type { Policy } from './policy-rules'
import { deciders, openVoices, stateNow } from './rules'
import {
  lastApproved,
  lastRequest,
  loadPeople,
  loadPolicy,
  type PersonRecord,
  policyFacts,
  type RequestWithVotes,
  requestFacts,
  voteFacts,
} from './store'
import { type LiveSubject, loadSubject } from './subjects'
import type { Decision, RequestState, SubjectRef } from './vocabulary'

export type VoteView = {
  id: string
  by: string
  onBehalfOf: string | null
  decision: Decision
  comment: string | null
  at: Date
}

export type RequestView = {
  id: string
  state: RequestState
  contentHash: string
  reason: string
  requestedBy: string
  requestedAt: Date
  expiresAt: Date | null
  decidedAt: Date | null
  staleAt: Date | null
  /** What made it stale, in a sentence; null while it is not. */
  staleBecause: string | null
  votes: VoteView[]
}

/** Everything a panel about one subject shows, for the person who looks at it. */
export type ApprovalPanel = {
  ref: SubjectRef
  title: string
  href: string
  state: 'none' | RequestState
  request: RequestView | null
  policy: Policy
  /** Who can decide now, by name. */
  deciders: string[]
  /** What is asked about, or would be: against the last sign-off, or whole when there is none. */
  changes: ContentChange[]
  /** True when there is an earlier sign-off to compare with. */
  comparesWithApproved: boolean
  /** Whose votes this person may cast; a single own vote is `[{id, name: null}]`. */
  voices: { id: string; name: string | null }[]
  /** Why this person cannot decide an open request. */
  whyNot: string | null
  mayRequest: boolean
  problems: readonly string[]
  mayWithdraw: boolean
  mayRemind: boolean
  /** What an edit would make stale, before it is saved. */
  radius: string | null
}

const FORMER = 'A former member'

type Named = ReadonlyMap<string, string>

function staleBecause(request: RequestWithVotes, names: Named): string | null {
  const cause = request.staleCause
  if (request.state !== 'stale' || typeof cause !== 'object' || cause === null || Array.isArray(cause)) return null
  const by = typeof cause.byId === 'string' ? (names.get(cause.byId) ?? FORMER) : 'Handrail'
  if (cause.how === 'removed') return `${by} removed it.`
  if (cause.how === 'rests-on') return `It rests on “${String(cause.title)}”, which ${by} changed.`
  return `${by} edited it.`
}

export function toRequestView(request: RequestWithVotes, names: Named, now: Date): RequestView {
  const { id, contentHash, reason, createdAt, expiresAt, decidedAt, staleAt } = request
  const nameOf = (member: string): string => names.get(member) ?? FORMER
  return {
    ...{ id, contentHash, reason, expiresAt, decidedAt, staleAt, requestedAt: createdAt },
    state: stateNow(requestFacts(request), now),
    requestedBy: nameOf(request.requestedById),
    staleBecause: staleBecause(request, names),
    votes: request.votes.map((vote) => ({
      ...{ id: vote.id, by: nameOf(vote.memberId), comment: vote.comment, at: vote.votedAt },
      onBehalfOf: vote.onBehalfOf ? nameOf(vote.onBehalfOf) : null,
      decision: vote.decision === 'approve' ? 'approve' : 'reject',
    })),
  }
}

type Found = {
  request: RequestWithVotes | null
  live: LiveSubject | null
  policy: Policy
  people: PersonRecord[]
  now: Date
}

/** Whether this person can decide now, whose votes they may cast, and who else can. */
export function standingOf(actor: Actor, { request, live, policy, people, now }: Found) {
  const none = { voices: [], whyNot: null, deciders: [] }
  if (!request || actor.kind !== 'member') return none
  const facts = requestFacts(request, { hash: live?.hash ?? null, authorIds: live?.authorIds ?? [] })
  if (stateNow(facts, now) !== 'open') return none
  const of = { request: facts, votes: voteFacts(request.votes), policy: policyFacts(policy), people }
  const open = openVoices(actor.memberId, of, now)
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const nameOf = (id: string): string => names.get(id) ?? FORMER
  return {
    voices:
      open.kind === 'voices' ? open.voices.map((id) => ({ id, name: id === actor.memberId ? null : nameOf(id) })) : [],
    whyNot: open.kind === 'refuse' ? sentenceFor(open.code, { title: request.title }) : null,
    deciders: deciders(of, now).map(nameOf),
  }
}

/** What the last sign-off said and what is asked about, or would be: in lines with names. */
export async function changesFor(
  workspaceId: string,
  ref: SubjectRef,
  { content, before }: { content: unknown; before?: { id: string } | undefined },
): Promise<{ changes: ContentChange[]; comparesWithApproved: boolean }> {
  const approved = await lastApproved(db, workspaceId, ref, before?.id)
  const changes = await withNames(db, workspaceId, changesBetween(approved?.content, content))
  return { changes, comparesWithApproved: approved !== null }
}

/** How the sign-off of a subject stands, for a panel on its page; null when the workspace has no such subject. */
export async function approvalPanel(actor: Actor, ref: SubjectRef, now = new Date()): Promise<ApprovalPanel | null> {
  const { workspaceId } = actor
  const [live, request, policy, people] = await Promise.all([
    loadSubject(db, workspaceId, ref),
    lastRequest(db, workspaceId, ref),
    loadPolicy(db, workspaceId, ref.kind),
    loadPeople(db, workspaceId),
  ])
  if (!live) return null
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const view = request && toRequestView(request, names, now)
  const isLiving = view?.state === 'open' || view?.state === 'approved'
  const state = view ? (isLiving && view.contentHash !== live.hash ? 'stale' : view.state) : 'none'
  const isOpen = state === 'open'
  const shown = isOpen && request ? { content: request.content, before: { id: request.id } } : { content: live.content }
  const own = actor.kind === 'member' && request?.requestedById === actor.memberId
  const mayAsk = can(actor, 'approvals:request')
  return {
    ...{ ref, title: live.title, href: live.href, state, policy, request: view, problems: live.problems },
    ...(await changesFor(workspaceId, ref, shown)),
    ...standingOf(actor, { request, live, policy, people, now }),
    mayRequest: mayAsk && !isOpen && state !== 'approved',
    mayWithdraw: isOpen && (own || can(actor, 'approvals:write')),
    mayRemind: isOpen && mayAsk,
    radius: (await blastRadius(workspaceId, ref)).sentence,
  }
}
