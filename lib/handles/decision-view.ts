import { approvalState } from '@/lib/approvals/approval-state'
import { blastRadius } from '@/lib/approvals/blast-radius'
import { roleLabel } from '@/lib/members/role-words'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { rolesAllow } from '@/lib/server/permissions'
import { hasGraphToken } from '@/lib/settings/graph-token'
import { sentenceFor } from '@/lib/shared/sentences'
import { looksLike } from '@/lib/whatsapp/lookalikes'
import { editableOf } from './commands'
import { decisionFacts, routingOf } from './decision-facts'
import { type DecisionRecord, findDecision, findPolls, findWorkflows } from './decision-store'
import { problemOf, strangeName } from './meta-ask-rules'
import { namesOfMembers, type PollView, pollViewOf } from './poll-view'
import type { SaveDecision } from './schema'
import { type Hurdle, hurdlesOf } from './sign-off-rules'
import { type NextStep, nextStep } from './state-rules'
import { CANDIDATE_STATES, type CandidateState } from './vocabulary'

export type CandidateView = {
  id: string
  name: string
  state: CandidateState
  reason: string | null
  proposedBy: string | null
  version: number
  /** Names of other numbers that customers would mix it up with. */
  confusable: { name: string; number: string }[]
}

/** What WhatsApp says about the number: told by its webhooks, or asked for. */
export type MetaView = {
  state: string
  name: string | null
  checkedAt: Date | null
  /** Why the last question was not answered, in a sentence; null when it was. */
  problem: string | null
  /** The name WhatsApp shows when it is another one than ours. */
  strange: string | null
  /** Whether WhatsApp can be asked: the portfolio has an access token. */
  hasToken: boolean
}

export type DecisionView = {
  id: string
  version: number
  state: string
  approvedName: string | null
  chosen: string | null
  owner: string | null
  form: Omit<SaveDecision, 'handleId' | 'version'>
  candidates: CandidateView[]
  hurdles: Hurdle[]
  next: NextStep
  signOff: string
  /** What saving a change would make stale; null when an edit has no such consequence. */
  radius: string | null
  polls: PollView[]
  meta: MetaView
}

export type HandlePage = {
  number: { id: string; label: string; displayNumber: string; portfolioId: string; portfolio: string }
  decision: DecisionView | null
  workflows: { id: string; name: string; inUse: boolean }[]
  members: { id: string; name: string; roles: string; mayAnswer: boolean }[]
}

type OtherName = { name: string; number: string }

/** Names that other numbers have or consider. */
async function otherNames(workspaceId: string, numberId: string): Promise<OtherName[]> {
  const rows = await db.handleCandidate.findMany({
    where: { workspaceId, state: { not: 'rejected' }, handle: { numberId: { not: numberId } } },
    select: { name: true, handle: { select: { numberId: true } } },
    take: 1_000,
  })
  const numbers = await db.businessNumber.findMany({ where: { workspaceId }, select: { id: true, label: true } })
  const labels = new Map(numbers.map(({ id, label }) => [id, label]))
  return rows.map(({ name, handle }) => ({ name, number: labels.get(handle.numberId) ?? 'another number' }))
}

function candidatesOf(
  { candidates }: DecisionRecord,
  names: ReadonlyMap<string, string>,
  others: readonly OtherName[],
): CandidateView[] {
  return candidates.map(({ id, name, state, reason, proposedById, version }) => ({
    ...{ id, name, reason, version, proposedBy: proposedById ? (names.get(proposedById) ?? null) : null },
    state: CANDIDATE_STATES.find((one) => one === state) ?? 'proposed',
    confusable: others.filter((other) => other.name === name || looksLike(other.name, name)),
  }))
}

async function metaOf(record: DecisionRecord): Promise<MetaView> {
  const { workspaceId, numberId, metaState: state, metaName: name, metaCheckedAt: checkedAt } = record
  const problem = problemOf(record.metaProblem)
  return {
    ...{ state, name, checkedAt, strange: strangeName(record) },
    problem: problem && sentenceFor(problem.code, problem.details),
    hasToken: await hasGraphToken(workspaceId, numberId),
  }
}

async function viewOf(record: DecisionRecord): Promise<DecisionView> {
  const { workspaceId, id, version, state, approvedName } = record
  const [names, facts, polls, signed, radius, others] = await Promise.all([
    namesOfMembers(workspaceId),
    decisionFacts(db, record),
    findPolls(db, workspaceId, { handleId: id }),
    approvalState(workspaceId, 'handle', id),
    blastRadius(workspaceId, { kind: 'handle', subjectId: id }),
    otherNames(workspaceId, record.numberId),
  ])
  const hurdles = hurdlesOf(facts)
  const { standsFor, ...rest } = editableOf(record)
  return {
    ...{ id, version, state, approvedName, hurdles, signOff: signed.state, radius: radius.sentence },
    chosen: record.candidates.find((one) => one.state === 'chosen')?.name ?? null,
    owner: record.ownerMemberId ? (names.get(record.ownerMemberId) ?? 'somebody who left') : null,
    form: { ...rest, routing: routingOf(record), standsFor: standsFor as SaveDecision['standsFor'] },
    candidates: candidatesOf(record, names, others),
    next: nextStep({ state, hurdle: hurdles[0] ?? null, signOff: signed.state }),
    polls: await Promise.all(polls.map((poll) => pollViewOf(workspaceId, poll, names))),
    meta: await metaOf(record),
  }
}

async function membersOf(workspaceId: string): Promise<HandlePage['members']> {
  const rows = await db.member.findMany({
    where: { workspaceId, disabledAt: null, user: { disabledAt: null } },
    orderBy: [{ user: { name: 'asc' } }, { id: 'asc' }],
    select: { id: true, user: { select: { name: true } }, roles: { select: { role: true } } },
  })
  return rows.map(({ id, user, roles }) => {
    const held = roles.map(({ role }) => role)
    return { id, name: user.name, roles: held.map(roleLabel).join(', '), mayAnswer: rolesAllow(held, 'handles:answer') }
  })
}

/** Everything the page of one number shows; null when the workspace has no such number. */
export async function readDecision({ workspaceId }: Actor, numberId: string): Promise<HandlePage | null> {
  const number = await db.businessNumber.findFirst({
    where: { id: numberId, workspaceId },
    include: { portfolio: { select: { name: true } } },
  })
  if (!number) return null
  const [record, workflows, members] = await Promise.all([
    findDecision(db, workspaceId, { numberId }),
    findWorkflows(db, workspaceId),
    membersOf(workspaceId),
  ])
  const { id, label, displayNumber, portfolioId, portfolio } = number
  return {
    number: { id, label, displayNumber, portfolioId, portfolio: portfolio.name },
    decision: record && (await viewOf(record)),
    workflows: workflows.map((one) => ({ id: one.id, name: one.name, inUse: one.archivedAt === null })),
    members,
  }
}
