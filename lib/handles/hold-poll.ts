import { contentHash } from '@/lib/approvals/content-hash'
import { notify } from '@/lib/notifications/notify'
import { type Actor, can } from '@/lib/server/actor'
import { type Recorder, transact } from '@/lib/server/audit'
import { takeHead } from '@/lib/server/audit-chain'
import { sqlOf, type Tx } from '@/lib/server/db'
import { rolesAllow } from '@/lib/server/permissions'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { dayEnd } from '@/lib/shared/zone-time'
import { pollContentOf, standingOf } from './decision-facts'
import { findDecision, findPolls, findWorkflows, type PollRecord } from './decision-store'
import { answerGaps, missingSeats } from './poll-rules'
import type { AnswerPoll, OpenPoll } from './schema'
import { listed, SEAT_WORDS } from './words'

type OpenCode =
  | 'not-allowed'
  | 'not-found'
  | 'poll-without-name'
  | 'poll-without-intents'
  | 'poll-seats-missing'
  | 'poll-seat-unknown'

/** Everybody who is asked must be able to answer: a member, and more than a reader. */
async function seatRefusal(
  tx: Tx,
  workspaceId: string,
  seats: OpenPoll['seats'],
): Promise<Failure<'poll-seats-missing' | 'poll-seat-unknown'> | undefined> {
  const missing = missingSeats(seats)
  if (missing.length > 0) {
    return fail('poll-seats-missing', { missing: listed(missing.map((seat) => SEAT_WORDS[seat].one)) })
  }
  const members = await tx.member.findMany({
    where: { workspaceId, disabledAt: null, id: { in: seats.map(({ memberId }) => memberId) } },
    select: { user: { select: { name: true } }, roles: { select: { role: true } } },
  })
  if (members.length < seats.length) return fail('poll-seat-unknown')
  const reader = members.find(
    ({ roles }) =>
      !rolesAllow(
        roles.map(({ role }) => role),
        'handles:answer',
      ),
  )
  return reader && fail('poll-seat-unknown', { name: reader.user.name })
}

/** Asks people where each intent should land. A poll that is still open is replaced: nobody ever sees its answers. */
export async function openPoll(actor: Actor, input: OpenPoll): Promise<Result<{ pollId: string }, OpenCode>> {
  if (!can(actor, 'handles:write') || actor.kind !== 'member') return fail('not-allowed')
  const { workspaceId, memberId: openedById, name } = actor
  const { handleId, seats, dueOn } = input
  return transact<{ pollId: string }, OpenCode>(actor, async (tx, record) => {
    await takeHead(sqlOf(tx), workspaceId)
    const decision = await findDecision(tx, workspaceId, { id: handleId })
    if (!decision) return fail('not-found')
    const content = pollContentOf(decision)
    if (!content) return fail('poll-without-name')
    if (content.intents.length === 0) return fail('poll-without-intents')
    const refusal = await seatRefusal(tx, workspaceId, seats)
    if (refusal) return refusal
    const { zone } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } })
    await tx.poll.updateMany({
      where: { workspaceId, handleId, state: { in: ['open', 'complete'] } },
      data: { state: 'superseded' },
    })
    const id = newId('poll')
    const hash = contentHash(content)
    const dueAt = dueOn ? dayEnd(dueOn, zone) : null
    await tx.poll.create({ data: { id, workspaceId, handleId, content, contentHash: hash, openedById, dueAt } })
    await tx.pollAnswer.createMany({
      data: seats.map((seat) => ({ id: newId('ans'), workspaceId, pollId: id, ...seat })),
    })
    record({
      action: 'handle.poll-opened',
      subject: { kind: 'handle', id: handleId },
      after: { pollId: id, seats, dueAt, contentHash: hash },
    })
    const number = await numberName(tx, workspaceId, decision.numberId)
    await notify(tx, {
      ...{ workspaceId, kind: 'handle.poll-asked', subjectKind: 'poll', subjectId: id },
      memberIds: seats.map(({ memberId }) => memberId),
      args: { by: name, number },
    })
    return ok({ pollId: id })
  })
}

async function numberName(tx: Tx, workspaceId: string, id: string): Promise<string> {
  return (await tx.businessNumber.findFirst({ where: { id, workspaceId } }))?.label ?? 'a number'
}

type AnswerCode = 'not-allowed' | 'not-found' | 'poll-not-asked' | 'poll-closed' | 'poll-answer-incomplete'

/**
 * The answer of whoever is asked, whatever their role. It may be given again until all are in. What was answered goes
 * into the answer alone: not into the audit log, not into a notification, not into what this returns.
 */
export async function answerPoll(
  actor: Actor,
  { pollId, answers }: AnswerPoll,
  now = new Date(),
): Promise<Result<{ complete: boolean }, AnswerCode>> {
  if (actor.kind !== 'member' || !can(actor, 'handles:answer')) return fail('not-allowed')
  const { workspaceId, memberId } = actor
  return transact<{ complete: boolean }, AnswerCode>(actor, async (tx, record) => {
    // Answers take turns, or the last two could each wait for the other.
    await takeHead(sqlOf(tx), workspaceId)
    const [poll] = await findPolls(tx, workspaceId, { id: pollId })
    if (!poll?.content) return fail('not-found')
    const seat = poll.seats.find((one) => one.memberId === memberId)
    if (!seat) return fail('poll-not-asked')
    if (poll.state !== 'open') return fail('poll-closed')
    const living = (await findWorkflows(tx, workspaceId)).filter(({ archivedAt }) => archivedAt === null)
    const gaps = answerGaps(poll.content, answers, new Set(living.map(({ id }) => id)))
    if (gaps.length > 0) return fail('poll-answer-incomplete', { intents: gaps })
    await tx.pollAnswer.updateMany({
      where: { pollId, workspaceId, memberId, poll: { state: 'open' } },
      data: { answers, answeredAt: now },
    })
    const complete = poll.seats.every((one) => one.memberId === memberId || one.answeredAt !== null)
    record({
      action: complete ? 'handle.poll-completed' : 'handle.poll-answered',
      subject: { kind: 'handle', id: poll.handleId },
      more: { pollId, seat: seat.seat },
    })
    if (complete) await completePoll({ tx, record, actor }, poll, now)
    return ok({ complete })
  })
}

async function completePoll(
  { tx, actor }: { tx: Tx; record: Recorder; actor: Actor },
  poll: PollRecord,
  now: Date,
): Promise<void> {
  const { workspaceId } = actor
  const { id, handleId } = poll
  await tx.poll.updateMany({ where: { id, workspaceId, state: 'open' }, data: { state: 'complete', completedAt: now } })
  const [closed] = await findPolls(tx, workspaceId, { id })
  const decision = await findDecision(tx, workspaceId, { id: handleId })
  if (!closed || !decision) return
  const { tally } = await standingOf(tx, workspaceId, closed)
  await notify(tx, {
    ...{ workspaceId, kind: 'handle.poll-complete', subjectKind: 'poll', subjectId: id },
    memberIds: [poll.openedById, ...(decision.ownerMemberId ? [decision.ownerMemberId] : [])],
    args: { number: await numberName(tx, workspaceId, decision.numberId), agreed: tally?.agreed ?? false },
  })
}
