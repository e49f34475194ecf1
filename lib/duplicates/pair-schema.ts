import { z } from 'zod'
import { REASONS } from './pair-rules'
import { PAIR_STATES } from './pair-vocabulary'

const at = { id: z.string().min(1).max(60), version: z.number().int().min(1) }
export const pairAtSchema = z.object(at)
export const dismissSchema = z.object({ ...at, note: z.string().trim().max(1_000).optional() })
export const assignSchema = z.object({ ...at, mine: z.boolean() })

/** `GET /api/v1/duplicates`. */
export const findPairsSchema = z.object({
  state: z
    .enum(PAIR_STATES)
    .default('open')
    .describe('`apart`: pairs to be decided that something speaks against, so they are no suggestion.'),
  contactId: z.string().max(60).optional(),
})

/** `POST /api/v1/duplicates/{id}/dismiss`. */
export const dismissBodySchema = z.strictObject({
  version: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Refused with 409 when the pair was changed since this version.'),
  note: z.string().trim().max(1_000).optional(),
})

const contact = z.object({
  id: z.string(),
  name: z.string().nullable(),
  crmContactId: z.string().nullable(),
  provisional: z.boolean(),
})

export const pairAnswerSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  state: z.enum([...PAIR_STATES, 'gone']),
  score: z.number().int().describe('0 to 100; made of the reasons.'),
  reasons: z.array(z.enum(REASONS)),
  vetoed: z
    .boolean()
    .describe('Both have an active BSUID in one portfolio: two WhatsApp accounts, perhaps one person.'),
  contacts: z.array(contact).length(2),
  foundAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
})
export type PairAnswer = z.output<typeof pairAnswerSchema>

export const scanAnswerSchema = z.object({ id: z.string(), state: z.string() })
