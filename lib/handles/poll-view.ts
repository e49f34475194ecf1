import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { standingOf } from './decision-facts'
import { findAnswers, findPolls, findWorkflows, type PollRecord } from './decision-store'
import type { Tally } from './poll-rules'
import { SEATS, type Seat } from './vocabulary'

export type SeatView = { memberId: string; name: string; seat: Seat; answered: boolean }

export type PollView = {
  id: string
  state: string
  createdAt: Date
  completedAt: Date | null
  dueAt: Date | null
  seats: SeatView[]
  /** Null until everybody has answered, and for good when the poll was replaced before. */
  tally: Tally | null
}

export function seatOf(seat: string): Seat {
  return SEATS.find((one) => one === seat) ?? 'other'
}

/** Names of all members, those who left included. */
export async function namesOfMembers(workspaceId: string): Promise<Map<string, string>> {
  const rows = await db.member.findMany({
    where: { workspaceId },
    select: { id: true, user: { select: { name: true } } },
  })
  return new Map(rows.map(({ id, user }) => [id, user.name]))
}

export async function pollViewOf(
  workspaceId: string,
  poll: PollRecord,
  names: ReadonlyMap<string, string>,
): Promise<PollView> {
  const { id, state, createdAt, completedAt, dueAt } = poll
  const { tally } = await standingOf(db, workspaceId, poll)
  const seats = poll.seats.map(({ memberId, seat, answeredAt }) => ({
    ...{ memberId, name: names.get(memberId) ?? 'Somebody who left', seat: seatOf(seat) },
    answered: answeredAt !== null,
  }))
  return { id, state, createdAt, completedAt, dueAt, seats, tally }
}

export type PollPage = PollView & {
  number: { id: string; label: string }
  /** The question, without the decision: whoever is asked must not be told what to answer. */
  asked: { name: string; standsFor: string | null; purpose: string | null; intents: { id: string; text: string }[] }
  workflows: { id: string; name: string; inUse: boolean }[]
  /** The seat of whoever looks; null when they are not asked. */
  own: SeatView | null
  /** Who said what; empty until everybody has answered. */
  given: { name: string; seat: Seat; workflows: Record<string, string> }[]
}

/** One poll for the person who looks at it; null when the workspace has no such poll. */
export async function readPoll(actor: Actor, pollId: string): Promise<PollPage | null> {
  const { workspaceId } = actor
  const [poll] = await findPolls(db, workspaceId, { id: pollId })
  if (!poll?.content) return null
  const handle = await db.handle.findFirst({ where: { id: poll.handleId, workspaceId }, select: { numberId: true } })
  const number = handle && (await db.businessNumber.findFirst({ where: { id: handle.numberId, workspaceId } }))
  if (!number) return null
  const [names, workflows, answers] = await Promise.all([
    namesOfMembers(workspaceId),
    findWorkflows(db, workspaceId),
    findAnswers(db, workspaceId, poll.id),
  ])
  const view = await pollViewOf(workspaceId, poll, names)
  const { name, standsFor, purpose, intents } = poll.content
  const memberId = actor.kind === 'member' ? actor.memberId : null
  return {
    ...view,
    number: { id: number.id, label: number.label },
    asked: { name, standsFor, purpose, intents: intents.map(({ id, text }) => ({ id, text })) },
    workflows: workflows.map((one) => ({ id: one.id, name: one.name, inUse: one.archivedAt === null })),
    own: view.seats.find((seat) => seat.memberId === memberId) ?? null,
    given: answers.map((one) => ({
      name: names.get(one.memberId) ?? 'Somebody who left',
      seat: seatOf(one.seat),
      workflows: one.answers,
    })),
  }
}

/** Polls that wait for the answer of this member, the oldest first. */
export async function pollsToAnswer({
  workspaceId,
  memberId,
}: {
  workspaceId: string
  memberId: string
}): Promise<string[]> {
  const rows = await db.pollAnswer.findMany({
    where: { workspaceId, memberId, answeredAt: null, poll: { state: 'open' } },
    orderBy: [{ poll: { createdAt: 'asc' } }, { id: 'asc' }],
    select: { pollId: true },
  })
  return rows.map(({ pollId }) => pollId)
}
