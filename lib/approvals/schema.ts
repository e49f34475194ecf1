import { z } from 'zod'
import { DECISIONS, SUBJECT_KINDS } from './vocabulary'

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
