import { z } from 'zod'
import { PICKABLE, UNDO_CHOICES } from './model'

const side = z.enum(['survivor', 'merged'])
const contactId = z.string().min(1).max(60)

export const picksSchema = z
  .strictObject({
    name: side.optional(),
    crmContactId: side.optional(),
    language: side.optional(),
    ownerMemberId: side.optional(),
    labels: z.enum(['both', 'survivor', 'merged']).optional(),
  })
  .describe('Whose value stays. Unset: the survivor’s, or the other’s where it has none; the labels of both.')

/** Why two contacts that speak against it are one. */
export const REASON_LENGTH = 1_000

/** `POST /api/v1/merges`, and the form. */
export const mergeSchema = z.strictObject({
  survivorId: contactId,
  mergedId: contactId,
  picks: picksSchema.default({}),
  versions: z
    .strictObject({ survivor: z.number().int(), merged: z.number().int() })
    .optional()
    .describe('The versions that were looked at; the merge is refused when one of the contacts was changed since.'),
  acknowledged: z
    .string()
    .trim()
    .max(REASON_LENGTH)
    .optional()
    .describe('Needed when both have an active BSUID in one portfolio: why they are one person. It is recorded.'),
  note: z.string().trim().max(REASON_LENGTH).optional(),
  dryRun: z.boolean().default(false).describe('Say what would happen, and change nothing.'),
})
export type MergeInput = z.output<typeof mergeSchema>

export const undoQuestionSchema = z.object({
  mergeId: z.string().min(1).max(60),
  key: z.string().min(1).max(120),
  choice: z.enum(UNDO_CHOICES),
  version: z.number().int(),
})
export type AnswerUndo = z.output<typeof undoQuestionSchema>

export const mergeIdSchema = z.object({ id: z.string().min(1).max(60) })

export const carryOutSchema = mergeIdSchema.extend({ version: z.number().int(), done: z.boolean() })
export type CarryOut = z.output<typeof carryOutSchema>

const destination = z.object({ to: z.string().optional(), recipient: z.string().optional() })

/** What a merge does or would do. Identifiers are masked without `identity:reveal`. */
export const mergeAnswerSchema = z.object({
  id: z.string().nullable().describe('Null when nothing was changed.'),
  survivorId: z.string(),
  mergedId: z.string(),
  fields: z.array(
    z.object({
      field: z.enum(PICKABLE),
      survivor: z.string().nullable(),
      merged: z.string().nullable(),
      from: side,
      result: z.string().nullable(),
    }),
  ),
  labels: z.array(z.string()),
  identifiers: z.object({ survivor: z.number().int(), merged: z.number().int() }),
  threads: z.array(
    z.object({
      threadId: z.string(),
      numberId: z.string(),
      from: side,
      openedWith: z.string(),
      replyBefore: destination,
      replyAfter: destination,
    }),
  ),
  crm: z
    .object({ kept: z.string(), merged: z.string() })
    .nullable()
    .describe('Two CRM records to merge in the CRM as well.'),
  rivalPortfolioIds: z.array(z.string()).describe('Portfolios in which both have an account today.'),
})
export type MergeAnswer = z.output<typeof mergeAnswerSchema>

export const undoAnswerSchema = z.object({
  id: z.string(),
  survivorId: z.string(),
  mergedId: z.string(),
  state: z.enum(['done', 'undone', 'undo_conflict']),
  questions: z
    .array(z.object({ key: z.string(), kind: z.string(), decided: z.boolean() }))
    .describe('What changed since the merge and was not overwritten: a person decides about each.'),
})
export type UndoAnswer = z.output<typeof undoAnswerSchema>
