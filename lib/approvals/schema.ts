import { z } from 'zod'
import { isDay } from '@/lib/shared/zone-time'
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

export const subjectRefSchema = z.object({ kind: z.enum(SUBJECT_KINDS), subjectId: id })

export const requestIdSchema = z.object({ id })
export type RequestId = z.output<typeof requestIdSchema>

export const policyChangeSchema = z.object({
  kind: z.enum(SUBJECT_KINDS),
  roles: z.array(z.string().max(40)).min(1, 'Choose who may sign off.').max(20),
  quorum: z.number().int().min(1).max(10),
  /** Days after which an undecided request expires; null when it never does. */
  expiryDays: z.number().int().min(1).max(365).nullable(),
  required: z.boolean(),
  /** 0 while the usual policy holds. */
  version: z.number().int().min(0),
})
export type PolicyChange = z.output<typeof policyChangeSchema>

const version = z.number().int().min(1)
export const delegateSchema = z.object({
  delegateId: z.string().min(1, 'Choose who decides.').max(60),
  until: z.string().refine(isDay, 'Choose a day.'),
  version,
})
export type DelegateInput = z.output<typeof delegateSchema>
export const endDelegationSchema = z.object({ version })
