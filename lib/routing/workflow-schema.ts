import { z } from 'zod'
import { routingRulesSchema } from './schema'
import { WORKFLOW_KINDS } from './workflow-kinds'

const text = (limit: number) =>
  z
    .string()
    .trim()
    .max(limit, `Use at most ${limit} characters.`)
    .transform((value) => value || null)
    .nullable()

export const workflowSchema = z.object({
  name: z.string().trim().min(1, 'Give the workflow a name.').max(80, 'Use at most 80 characters.'),
  kind: z.enum(WORKFLOW_KINDS),
  /** The queue, bot or mailbox as the inbox tool names it. */
  inbox: text(120),
  /** Who takes over when it gets stuck. */
  escalation: text(300),
  ownerMemberId: text(60),
  /** The workflow that goes live first; there is one at most. */
  isFirstLive: z.boolean(),
})
export type WorkflowInput = z.output<typeof workflowSchema>

const at = { id: z.string().max(60), version: z.number().int().min(1) }
export const updateWorkflowSchema = workflowSchema.extend(at)
export type UpdateWorkflowInput = z.output<typeof updateWorkflowSchema>
export const archiveWorkflowSchema = z.object(at)
export type ArchiveWorkflowInput = z.output<typeof archiveWorkflowSchema>

export const saveRulesSchema = z.object({
  rules: routingRulesSchema,
  defaultWorkflowId: z.string().max(64),
  note: z.string().trim().max(300).default(''),
  /** The version the edit began with; 0 when there was none. */
  baseVersion: z.number().int().min(0),
})
export type SaveRulesInput = z.output<typeof saveRulesSchema>

export const restoreRulesSchema = z.object({
  number: z.number().int().min(1),
  baseVersion: z.number().int().min(0),
})
export type RestoreRulesInput = z.output<typeof restoreRulesSchema>

const optional = (limit: number) =>
  z
    .string()
    .trim()
    .max(limit)
    .transform((value) => value || undefined)
    .optional()

export const benchSchema = z.object({
  numberId: z.string().min(1, 'Choose a number.').max(60),
  /** A past event: its identifiers are asked about instead of typed ones. */
  eventId: optional(60),
  phone: optional(40),
  bsuid: optional(300),
  parentBsuid: optional(300),
  username: optional(60),
  eventType: optional(60),
  text: optional(4_096),
  referralSourceId: optional(200),
  /** Labels the contact is imagined to have, beside those it has. */
  labels: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
})
export type BenchInput = z.output<typeof benchSchema>
