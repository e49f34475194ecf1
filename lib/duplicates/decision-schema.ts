import { z } from 'zod'
import { DECISIONS } from './decision-rules'

const at = { id: z.string().min(1).max(60), version: z.number().int().min(1) }

export const decideConflictSchema = z.object({
  ...at,
  decision: z.enum(DECISIONS, { error: 'Choose what it is.' }),
  /** For `chosen`: who is speaking. */
  contactId: z.string().min(1).max(60).nullish(),
  /** For `passed-on`: the first day on which it was somebody else's, in the workspace's zone. */
  since: z.iso.date({ error: 'Write a day as 2026-11-24.' }).nullish(),
  note: z.string().trim().max(1_000, 'At most 1,000 characters.').nullish(),
})
export type DecideConflict = z.output<typeof decideConflictSchema>

export const conflictAtSchema = z.object(at)
export type ConflictAt = z.output<typeof conflictAtSchema>
