/** What a naming policy is made of, without how it is checked: the browser loads this file too. */

/** The four classes of a handle. Every policy speaks of all of them, in this order. */
export const CLASS_KEYS = ['master_brand', 'region', 'product', 'support'] as const
export type ClassKey = (typeof CLASS_KEYS)[number]

/** The lists that the parts of a pattern draw from. */
export const LIST_KEYS = ['words', 'locations', 'products', 'functions'] as const
export type ListKey = (typeof LIST_KEYS)[number]

export const SEPARATORS = ['', '_', '.'] as const
export type Separator = (typeof SEPARATORS)[number]

/** Who may be named as requester or approver: everybody who does more than read. */
export const POLICY_ROLES = [
  'admin',
  'marketing',
  'operations',
  'crm_owner',
  'support_lead',
  'developer',
  'approver',
] as const

/** A policy without these three was not tried on what comes next. The others are whatever its author thinks of. */
export const REQUIRED_SCENARIOS = ['new_market', 'new_support_line', 'new_campaign'] as const
export const SCENARIO_KINDS = [...REQUIRED_SCENARIOS, 'other'] as const
export type ScenarioKind = (typeof SCENARIO_KINDS)[number]

export const POLICY_LIMITS = {
  purpose: 300,
  note: 160,
  term: 20,
  label: 40,
  terms: 60,
  parts: 6,
  patterns: 4,
  banned: 20,
  scenarios: 20,
  proposals: 8,
  scenarioText: 300,
  /** Longer than any username, so that a name that is too long is judged and not merely refused. */
  name: 80,
  reason: 500,
} as const

export function isClassKey(value: unknown): value is ClassKey {
  return typeof value === 'string' && (CLASS_KEYS as readonly string[]).includes(value)
}

export const REQUEST_STATES = ['open', 'approved', 'rejected', 'withdrawn'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

export const REQUEST_SORTS = ['createdAt', 'name', 'state'] as const
export type RequestSort = (typeof REQUEST_SORTS)[number]

export type RequestFilter = {
  q?: string | null
  state?: RequestState | null
  classKey?: ClassKey | null
  mine?: boolean | null
}
