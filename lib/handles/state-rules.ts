import type { HandleState } from './vocabulary'

/**
 * How the state of a handle moves by what people decide. What WhatsApp says moves it too; that is in meta-rules.ts.
 */
export type Decided = { state: string; metaState: string; metaName: string | null }

/** A name that was signed off: it may be at Meta already, when the number kept it through a new decision. */
export function stateAfterApproval({ metaState, metaName }: Decided, name: string): HandleState {
  if (metaName?.toLowerCase() !== name.toLowerCase()) return 'approved'
  if (metaState === 'approved') return 'live'
  return metaState === 'reserved' ? 'reserved' : 'approved'
}

/**
 * An edit opens a decision again. What is held at Meta stays held: customers still find it, whatever is being discussed.
 * A name that was taken away stays an alarm until somebody chooses what comes in its place.
 */
export function stateAfterEdit(state: string, { chose }: { chose: boolean }): string {
  if (state === 'approved' || state === 'released') return 'deciding'
  return state === 'revoked' && chose ? 'deciding' : state
}

export type NextStep = { words: string; part: 'candidates' | 'decision' | 'poll' | 'sign-off' | 'meta' | null }

export type Place = {
  state: string
  hurdle: { part: 'candidates' | 'decision' | 'poll'; sentence: string } | null
  signOff: string
}

const BY_PART = {
  candidates: 'Choose the name',
  decision: 'Write down where customers land',
  poll: 'Ask the people who talk with customers',
} as const

/** The one next action. */
export function nextStep({ state, hurdle, signOff }: Place): NextStep {
  if (state === 'revoked') return { words: 'Choose what comes in place of the name Meta took away', part: 'candidates' }
  if (hurdle) return { words: BY_PART[hurdle.part], part: hurdle.part }
  if (signOff === 'open') return { words: 'Wait for the sign-off', part: 'sign-off' }
  if (signOff !== 'approved') return { words: 'Ask for the sign-off', part: 'sign-off' }
  if (state === 'approved') return { words: 'Reserve the name at WhatsApp', part: 'meta' }
  if (state === 'reserved') return { words: 'Wait until Meta makes the name visible', part: 'meta' }
  return { words: 'Nothing: the handle is decided and live', part: null }
}
