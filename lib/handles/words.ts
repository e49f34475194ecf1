import type { CandidateState, HandleState, Seat, StandsFor } from './vocabulary'

/** How the states and choices of the room are called. Shapes are those of components/ui/state.tsx. */
type Shape = 'passed' | 'open' | 'blocked' | 'stale' | 'waiting' | 'unverifiable'

export const STANDS_FOR_WORDS: Record<StandsFor, string> = {
  business: 'The whole business',
  region: 'A region',
  branch: 'A branch',
  product: 'A product',
  support: 'A support function',
}

export const STATE_WORDS: Record<HandleState | 'none', { word: string; shape: Shape }> = {
  none: { word: 'Not begun', shape: 'open' },
  deciding: { word: 'Being decided', shape: 'open' },
  approved: { word: 'Approved', shape: 'passed' },
  reserved: { word: 'Reserved at Meta', shape: 'waiting' },
  live: { word: 'Live', shape: 'passed' },
  revoked: { word: 'Taken away by Meta', shape: 'blocked' },
  released: { word: 'Released', shape: 'stale' },
}

export const CANDIDATE_WORDS: Record<CandidateState, { word: string; shape: Shape }> = {
  proposed: { word: 'Proposed', shape: 'open' },
  chosen: { word: 'Chosen', shape: 'passed' },
  rejected: { word: 'Rejected', shape: 'stale' },
}

export const SEAT_WORDS: Record<Seat, { one: string; asked: string }> = {
  support_agent: { one: 'a support agent', asked: 'Support agent' },
  salesperson: { one: 'a salesperson', asked: 'Salesperson' },
  marketer: { one: 'a customer-facing marketer', asked: 'Customer-facing marketer' },
  other: { one: 'somebody else', asked: 'Somebody else' },
}

export const META_WORDS: Record<string, { word: string; shape: Shape }> = {
  none: { word: 'No username', shape: 'open' },
  reserved: { word: 'Reserved, not visible yet', shape: 'waiting' },
  approved: { word: 'Approved and visible', shape: 'passed' },
  deleted: { word: 'Given up', shape: 'stale' },
}

export function stateWords(state: string): { word: string; shape: Shape } {
  return Object.hasOwn(STATE_WORDS, state) ? STATE_WORDS[state as HandleState] : { word: state, shape: 'unverifiable' }
}

/** "a, b and c" */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}
