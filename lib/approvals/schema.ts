import { z } from 'zod'

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

export type SubjectRef = { kind: SubjectKind; subjectId: string }

export const REQUEST_STATES = ['open', 'approved', 'rejected', 'stale', 'expired', 'withdrawn'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

export const DECISIONS = ['approve', 'reject'] as const
export type Decision = (typeof DECISIONS)[number]

const id = z.string().min(1).max(60)
const LONGEST_TEXT = 2000

const words = (missing: string) =>
  z.string().trim().min(1, missing).max(LONGEST_TEXT, `Keep it under ${LONGEST_TEXT} characters.`)

export const requestApprovalSchema = z.object({
  kind: z.enum(SUBJECT_KINDS),
  subjectId: id,
  reason: words('Say why it should be signed off: whoever decides reads it first.'),
})
export type RequestApproval = z.output<typeof requestApprovalSchema>

export const decideApprovalSchema = z.object({
  id,
  /** The content that was seen: a decision about another one is refused. */
  contentHash: z.string().length(64),
  decision: z.enum(DECISIONS),
  comment: z.string().trim().max(LONGEST_TEXT, `Keep it under ${LONGEST_TEXT} characters.`).default(''),
  /** The member whose vote it is, while they are away; empty for one's own. */
  onBehalfOf: id.optional(),
})
export type DecideApproval = z.input<typeof decideApprovalSchema>

export const requestIdSchema = z.object({ id })
export type RequestId = z.output<typeof requestIdSchema>
