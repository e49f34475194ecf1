/** What a decision about a handle is made of, without how input is checked: the browser loads this file too. */

/** What a handle speaks for. [product, Handles] */
export const STANDS_FOR = ['business', 'region', 'branch', 'product', 'support'] as const
export type StandsFor = (typeof STANDS_FOR)[number]

/** Where the decision stands; `none`: nobody has begun to decide for the number. */
export const HANDLE_STATES = ['deciding', 'approved', 'reserved', 'live', 'revoked', 'released'] as const
export type HandleState = (typeof HANDLE_STATES)[number]

export const CANDIDATE_STATES = ['proposed', 'chosen', 'rejected'] as const
export type CandidateState = (typeof CANDIDATE_STATES)[number]

/** `direct`: each intent has its workflow. `layer`: one workflow takes everything first, asks, and passes it on. */
export const ROUTINGS = ['direct', 'layer'] as const
export type Routing = (typeof ROUTINGS)[number]

/** Who has to be asked where customers land [rollout, step 1]; `other` is welcome and not required. */
export const REQUIRED_SEATS = ['support_agent', 'salesperson', 'marketer'] as const
export const SEATS = [...REQUIRED_SEATS, 'other'] as const
export type Seat = (typeof SEATS)[number]

export const HANDLE_LIMITS = {
  name: 80,
  reason: 500,
  purpose: 300,
  note: 1000,
  intent: 120,
  intents: 20,
  seats: 30,
} as const

export const LIST_STATES = ['none', ...HANDLE_STATES] as const
export type HandleFilter = { q?: string | null; state?: (typeof LIST_STATES)[number] | null }

export const HANDLE_SORTS = ['number', 'state', 'name'] as const
export type HandleSort = (typeof HANDLE_SORTS)[number]
