import type { Answers, PollContent } from './schema'
import { REQUIRED_SEATS, type Seat } from './vocabulary'

/**
 * Three people who speak with customers are asked where each intent should land, without seeing each other's answers.
 * Different answers mean that the name is not clear, whatever the decision says [rollout, step 1].
 */
/** The seats nobody was asked for. Each person holds one, so three seats are three people. */
export function missingSeats(taken: readonly { seat: string }[]): Seat[] {
  return REQUIRED_SEATS.filter((seat) => !taken.some((one) => one.seat === seat))
}

/** Where the written decision sends an intent: its own workflow, else the layer that takes everything first. */
export function decidedTarget(
  { routing, layerWorkflowId }: Pick<PollContent, 'routing' | 'layerWorkflowId'>,
  { workflowId }: { workflowId: string | null },
): string | null {
  return workflowId ?? (routing === 'layer' ? layerWorkflowId : null)
}

/** What is wrong with an answer: an intent left out, or something that was not asked. */
export function answerGaps(content: PollContent, answers: Answers, workflowIds: ReadonlySet<string>): string[] {
  const asked = new Set(content.intents.map(({ id }) => id))
  const missing = content.intents.filter(({ id }) => !workflowIds.has(answers[id] ?? '')).map(({ id }) => id)
  return [...missing, ...Object.keys(answers).filter((id) => !asked.has(id))]
}

/** `agrees`: all said what is decided. `against`: all said the same, and it is not what is decided. */
export type IntentVerdict = 'agrees' | 'against' | 'split'

export type IntentTally = {
  intentId: string
  text: string
  decided: string | null
  verdict: IntentVerdict
  /** Workflows by how many named them, the most named first. */
  votes: { workflowId: string; count: number }[]
}

export type Tally = {
  intents: IntentTally[]
  /** Of all answers, the share that named what most named for its intent; 0 to 1. */
  agreement: number
  agreed: boolean
}

function tallyIntent(
  content: PollContent,
  intent: PollContent['intents'][number],
  answers: readonly Answers[],
): IntentTally {
  const counts = new Map<string, number>()
  for (const answer of answers) {
    const workflowId = answer[intent.id]
    if (workflowId) counts.set(workflowId, (counts.get(workflowId) ?? 0) + 1)
  }
  const votes = [...counts]
    .map(([workflowId, count]) => ({ workflowId, count }))
    .sort((a, b) => b.count - a.count || (a.workflowId < b.workflowId ? -1 : 1))
  const decided = decidedTarget(content, intent)
  const unanimous = votes.length === 1 && votes[0]?.count === answers.length
  const verdict = unanimous ? (votes[0]?.workflowId === decided ? 'agrees' : 'against') : 'split'
  return { intentId: intent.id, text: intent.text, decided, verdict, votes }
}

/** The result of a poll in which everybody has answered. The order of the answers does not matter. */
export function tallyPoll(content: PollContent, answers: readonly Answers[]): Tally {
  const intents = content.intents.map((intent) => tallyIntent(content, intent, answers))
  const most = intents.reduce((sum, { votes }) => sum + (votes[0]?.count ?? 0), 0)
  const given = intents.length * answers.length
  const agreed = given > 0 && intents.every(({ verdict }) => verdict === 'agrees')
  return { intents, agreement: given === 0 ? 0 : most / given, agreed }
}
