import { checkUsername } from '@/lib/whatsapp/username'
import { missingSeats, type Tally } from './poll-rules'
import type { Routing } from './vocabulary'
import { listed, SEAT_WORDS } from './words'

/** The poll about a decision, as far as the sign-off looks at it. */
export type PollStanding = {
  state: string
  seats: readonly { seat: string; answered: boolean }[]
  /** Null until everybody has answered. */
  tally: Tally | null
}

export type DecisionFacts = {
  standsFor: string | null
  routing: Routing
  layerWorkflowId: string | null
  candidates: readonly { name: string; state: string }[]
  intents: readonly { text: string; workflowId: string | null }[]
  /** Workflows that are in use. */
  livingWorkflows: ReadonlySet<string>
  /** The last poll; null when nobody was asked yet. */
  poll: PollStanding | null
}

/** Something in the way of the sign-off, and the part of the page where it is put right. */
export type Hurdle = { part: 'candidates' | 'decision' | 'poll'; sentence: string }

function candidateHurdles({ candidates }: DecisionFacts): Hurdle[] {
  const at = (sentence: string): Hurdle => ({ part: 'candidates', sentence })
  const chosen = candidates.find(({ state }) => state === 'chosen')
  if (!chosen) return [at(candidates.length === 0 ? 'There is no candidate yet.' : 'No candidate is chosen yet.')]
  const broken = checkUsername(chosen.name).issues.filter(({ severity }) => severity === 'error')
  const undecided = candidates.filter(({ state }) => state === 'proposed').map(({ name }) => `@${name}`)
  return [
    ...broken.map(({ sentence }) => at(`@${chosen.name} breaks a rule of WhatsApp: ${sentence}`)),
    ...(undecided.length > 0
      ? [at(`${listed(undecided)} ${undecided.length === 1 ? 'is' : 'are'} neither chosen nor rejected with a reason.`)]
      : []),
  ]
}

function routingHurdles({ standsFor, routing, layerWorkflowId, intents, livingWorkflows }: DecisionFacts): Hurdle[] {
  const at = (sentence: string): Hurdle => ({ part: 'decision', sentence })
  const living = (id: string | null) => id !== null && livingWorkflows.has(id)
  const homeless = routing === 'direct' ? intents.filter(({ workflowId }) => workflowId === null) : []
  const gone = intents.filter(({ workflowId }) => workflowId !== null && !living(workflowId))
  return [
    ...(standsFor ? [] : [at('It is not said what the handle stands for.')]),
    ...(intents.length > 0 ? [] : [at('No customer intent is written down, so there is no routing decision.')]),
    ...(routing === 'layer' && !living(layerWorkflowId)
      ? [at('The routing layer has no workflow that takes the conversations first.')]
      : []),
    ...homeless.map(({ text }) => at(`“${text}” reaches no workflow.`)),
    ...gone.map(({ text }) => at(`“${text}” goes to a workflow that is not in use any more.`)),
  ]
}

function splitWords({ intents }: Tally): string {
  const split = intents.filter(({ verdict }) => verdict === 'split').map(({ text }) => `“${text}”`)
  const against = intents.filter(({ verdict }) => verdict === 'against').map(({ text }) => `“${text}”`)
  const parts = [
    ...(split.length > 0 ? [`They disagree about ${listed(split)}.`] : []),
    ...(against.length > 0 ? [`They agree on another workflow than the decision for ${listed(against)}.`] : []),
  ]
  return `${parts.join(' ')} Change the name or the routing, then ask again.`
}

function pollHurdles({ poll }: DecisionFacts): Hurdle[] {
  const at = (sentence: string): Hurdle[] => [{ part: 'poll', sentence }]
  if (!poll) return at('The blind poll has not been held.')
  if (poll.state === 'superseded') return at('The decision changed after the poll. Ask again.')
  const missing = missingSeats(poll.seats)
  if (missing.length > 0) {
    return at(`The poll has to ask ${listed(missing.map((seat) => SEAT_WORDS[seat].one))} as well. Ask again.`)
  }
  if (!poll.tally) {
    const waiting = poll.seats.filter(({ answered }) => !answered).length
    return at(`The poll is open: ${waiting} of ${poll.seats.length} answers ${waiting === 1 ? 'is' : 'are'} missing.`)
  }
  return poll.tally.agreed ? [] : at(splitWords(poll.tally))
}

/** Everything that stands between the decision and its sign-off, in the order people work. Empty when it can be asked for. */
export function hurdlesOf(facts: DecisionFacts): Hurdle[] {
  return [...candidateHurdles(facts), ...routingHurdles(facts), ...pollHurdles(facts)]
}
