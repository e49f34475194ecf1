import type { Prisma, Tx } from '@/lib/server/db'
import { type Answers, type PollContent, pollContentSchema, storedAnswersSchema } from './schema'

/** Reading through a transaction or outside of one. */
export type Reader = Pick<
  Tx,
  'handle' | 'businessNumber' | 'workflow' | 'member' | 'poll' | 'pollAnswer' | 'handleCandidate'
>

const WHOLE = {
  candidates: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
  intents: { orderBy: [{ position: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.HandleInclude

export type DecisionRecord = Prisma.HandleGetPayload<{ include: typeof WHOLE }>
export type CandidateRecord = DecisionRecord['candidates'][number]

/** The handle of this workspace with its candidates and intents, or null. */
export function findDecision(
  reader: Reader,
  workspaceId: string,
  which: { id: string } | { numberId: string },
): Promise<DecisionRecord | null> {
  return reader.handle.findFirst({ where: { ...which, workspaceId }, include: WHOLE })
}

export function chosenOf({ candidates }: Pick<DecisionRecord, 'candidates'>): CandidateRecord | null {
  return candidates.find(({ state }) => state === 'chosen') ?? null
}

export type SeatRecord = { memberId: string; seat: string; answeredAt: Date | null }

export type PollRecord = {
  id: string
  handleId: string
  state: string
  contentHash: string
  content: PollContent | null
  dueAt: Date | null
  openedById: string
  createdAt: Date
  completedAt: Date | null
  seats: SeatRecord[]
}

/**
 * Polls newest first, without what anybody answered: the column is not even read, so nothing that is built on this can
 * show an answer before its time.
 */
export async function findPolls(
  reader: Reader,
  workspaceId: string,
  where: { id: string } | { handleId: string },
): Promise<PollRecord[]> {
  const rows = await reader.poll.findMany({
    where: { ...where, workspaceId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    include: {
      answers: { select: { memberId: true, seat: true, answeredAt: true }, orderBy: [{ seat: 'asc' }, { id: 'asc' }] },
    },
  })
  return rows.map(({ answers, content, workspaceId: _, ...row }) => ({
    ...row,
    content: pollContentSchema.safeParse(content).data ?? null,
    seats: answers,
  }))
}

export type GivenAnswer = { memberId: string; seat: string; answers: Answers }

/**
 * What was answered. Only of a poll in which everybody has answered: the condition stands in the query, so an open poll
 * and one that was replaced before its end give nothing.
 */
export async function findAnswers(reader: Reader, workspaceId: string, pollId: string): Promise<GivenAnswer[]> {
  const rows = await reader.pollAnswer.findMany({
    where: { workspaceId, pollId, poll: { completedAt: { not: null } } },
    orderBy: [{ seat: 'asc' }, { id: 'asc' }],
    select: { memberId: true, seat: true, answers: true },
  })
  return rows.map(({ memberId, seat, answers }) => ({
    memberId,
    seat,
    answers: storedAnswersSchema.safeParse(answers).data ?? {},
  }))
}

/** Workflows by id; archived ones too, because old polls and decisions name them. */
export async function findWorkflows(reader: Reader, workspaceId: string) {
  return reader.workflow.findMany({
    where: { workspaceId },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, kind: true, inbox: true, archivedAt: true },
  })
}
