import { contentHash } from '@/lib/approvals/content-hash'
import {
  chosenOf,
  type DecisionRecord,
  findAnswers,
  findPolls,
  findWorkflows,
  type PollRecord,
  type Reader,
} from './decision-store'
import { tallyPoll } from './poll-rules'
import type { PollContent } from './schema'
import type { DecisionFacts, PollStanding } from './sign-off-rules'
import { ROUTINGS, type Routing } from './vocabulary'

export function routingOf({ routing }: Pick<DecisionRecord, 'routing'>): Routing {
  return ROUTINGS.find((one) => one === routing) ?? 'direct'
}

/** The decision as a poll asks about it. Null while there is no name to ask about. */
export function pollContentOf(record: DecisionRecord): PollContent | null {
  const chosen = chosenOf(record)
  if (!chosen) return null
  const { standsFor, purpose, layerWorkflowId } = record
  const routing = routingOf(record)
  const intents = record.intents.map(({ id, text, workflowId }) => ({ id, text, workflowId }))
  return {
    ...{ name: chosen.nameKey, standsFor, purpose, routing },
    layerWorkflowId: routing === 'layer' ? layerWorkflowId : null,
    // Which one stands first is no decision.
    intents: intents.sort((a, b) => (a.id < b.id ? -1 : 1)),
  }
}

/** What a poll is bound to: a decision that reads differently has to be asked about again. */
export function decisionHash(record: DecisionRecord): string | null {
  const content = pollContentOf(record)
  return content && contentHash(content)
}

/** A poll as the rules look at it; the answers count when all are in. */
export async function standingOf(reader: Reader, workspaceId: string, poll: PollRecord): Promise<PollStanding> {
  const answers = poll.completedAt ? await findAnswers(reader, workspaceId, poll.id) : []
  const tally =
    poll.completedAt && poll.content
      ? tallyPoll(
          poll.content,
          answers.map((one) => one.answers),
        )
      : null
  const seats = poll.seats.map(({ seat, answeredAt }) => ({ seat, answered: answeredAt !== null }))
  return { state: poll.state, seats, tally }
}

/** Everything the sign-off looks at. */
export async function decisionFacts(reader: Reader, record: DecisionRecord): Promise<DecisionFacts> {
  const { workspaceId, id, standsFor, layerWorkflowId, candidates, intents } = record
  const [workflows, polls] = await Promise.all([
    findWorkflows(reader, workspaceId),
    findPolls(reader, workspaceId, { handleId: id }),
  ])
  const living = workflows.filter(({ archivedAt }) => archivedAt === null).map((workflow) => workflow.id)
  const last = polls[0]
  return {
    ...{ standsFor, routing: routingOf(record), layerWorkflowId, candidates, intents },
    livingWorkflows: new Set(living),
    poll: last ? await standingOf(reader, workspaceId, last) : null,
  }
}

/** All that a sign-off is about. Names that are only proposed are no part of it, nor is who answers for the decision. */
export function signOffContent(record: DecisionRecord): Record<string, unknown> {
  const { numberId, standsFor, purpose, routingNote, layerWorkflowId } = record
  const routing = routingOf(record)
  const rejected = record.candidates.filter(({ state }) => state === 'rejected')
  return {
    ...{ number: numberId, handle: chosenOf(record)?.nameKey ?? null, standsFor, purpose, routing },
    routingLayer: routing === 'layer' ? layerWorkflowId : null,
    reasoning: routingNote,
    intents: record.intents
      .map(({ id, text, workflowId }) => ({ id, text, workflow: workflowId }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
    rejectedNames: rejected.map(({ id, nameKey, reason }) => ({ id, name: nameKey, reason })),
  }
}
