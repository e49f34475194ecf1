import { z } from 'zod'
import {
  CONFLICT_KINDS,
  CONFLICT_RULES,
  CONFLICT_STATES,
  type ConflictKind,
  type ConflictRule,
  type ConflictState,
  type Placed,
  type ProposalKind,
} from './rules'

/** What a list of conflicts may be narrowed to. A list without a state shows what is open. */
export type ConflictFilter = {
  q?: string | null
  state?: ConflictState | 'all' | null
  kind?: ConflictKind | null
  rule?: ConflictRule | null
  proposal?: ProposalKind | null
  placed?: Placed | null
  numberId?: string | null
  portfolioId?: string | null
  /** Days of the workspace's zone on which it was last seen, both included: `2026-11-24`. */
  from?: string | null
  to?: string | null
}

export const conflictIdSchema = z.object({ id: z.string().min(1).max(60) })

/** `GET /api/v1/conflicts`. */
export const findConflictsSchema = z.object({
  state: z.enum(CONFLICT_STATES).default('open'),
  contactId: z.string().max(60).optional(),
  cursor: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
})
export type FindConflicts = z.output<typeof findConflictsSchema>

export const conflictAnswerSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  kind: z.string().describe(`What disagrees: ${CONFLICT_KINDS.join(', ')}.`),
  rule: z.string().describe(`The row of the person rule that found it: ${CONFLICT_RULES.join(', ')}.`),
  state: z.enum(CONFLICT_STATES),
  portfolioId: z.string().nullable(),
  numberId: z.string().nullable(),
  contactId: z.string().nullable().describe('The contact the event was attached to, if any.'),
  candidates: z.array(z.object({ contactId: z.string(), crmContactId: z.string().nullable() })),
  identifiers: z
    .array(z.object({ kind: z.enum(['phone', 'bsuid', 'parent_bsuid', 'username']), value: z.string() }))
    .describe('What the payload showed. Masked without identity:reveal.'),
  events: z.number().int().describe('How many events showed the same disagreement.'),
  firstEventId: z.string(),
  lastEventId: z.string(),
  decision: z.string().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type ConflictAnswer = z.output<typeof conflictAnswerSchema>
