/** The words of approvals without how input is checked: the browser loads this file too. */

/** Everything that can be signed off. A closed set; only kinds whose room registered a subject can be requested. */
export const SUBJECT_KINDS = [
  'handle',
  'policy',
  'routing',
  'wave',
  'macro',
  'field-map',
  'dedup-rules',
  'dataset',
  'automation',
  'lab-target',
  'ownership',
] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

export function isSubjectKind(text: string): text is SubjectKind {
  return (SUBJECT_KINDS as readonly string[]).includes(text)
}

/** What the graph of staleness speaks of: every subject, and what is not signed off by itself. */
export const NODE_KINDS = [...SUBJECT_KINDS, 'entry-point', 'test-record'] as const
export type NodeKind = (typeof NODE_KINDS)[number]

/** What never takes effect without a sign-off, whatever the policy says. */
const ALWAYS_SIGNED: readonly SubjectKind[] = ['handle', 'policy']
/** Where the policy of the kind decides whether it may take effect without one. */
const MAY_BE_REQUIRED: readonly SubjectKind[] = ['wave']

/** What happens to a subject of this kind that nobody signed off. */
export function withoutSignOff(kind: SubjectKind, required: boolean): 'blocked' | 'allowed' {
  return ALWAYS_SIGNED.includes(kind) || (MAY_BE_REQUIRED.includes(kind) && required) ? 'blocked' : 'allowed'
}

export function mayBeRequired(kind: SubjectKind): boolean {
  return MAY_BE_REQUIRED.includes(kind)
}

export type SubjectRef = { kind: SubjectKind; subjectId: string }

export const REQUEST_STATES = ['open', 'approved', 'rejected', 'stale', 'expired', 'withdrawn'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

export const DECISIONS = ['approve', 'reject'] as const
export type Decision = (typeof DECISIONS)[number]

/** What a list of requests may be narrowed to; `whose` is about the person who looks. */
export const WHOSE = ['waiting', 'mine'] as const
export type Whose = (typeof WHOSE)[number]
export type RequestFilter = {
  q?: string | null
  state?: RequestState | null
  kind?: SubjectKind | null
  whose?: Whose | null
}

export const REQUEST_SORTS = ['asked', 'title', 'expires'] as const
export type RequestSort = (typeof REQUEST_SORTS)[number]
