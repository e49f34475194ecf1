import { z } from 'zod'
import { REASONS, type ReasonKind } from './pair-rules'

const points = z.coerce
  .number({ error: 'Write a number from 0 to 100.' })
  .int('Write a whole number.')
  .min(0, 'At least 0.')
  .max(100, 'At most 100.')

const weights = Object.fromEntries(REASONS.map((kind) => [kind, points])) as Record<ReasonKind, typeof points>

export const matchingSchema = z.object({
  weights: z.object(weights),
  crowd: z.coerce.number().int('Write a whole number.').min(2, 'At least 2.').max(100, 'At most 100.'),
  least: points,
})

export const dedupRulesSchema = z.object({
  matching: matchingSchema,
  actions: z.object({ mergeProvisional: z.boolean(), onArrival: z.boolean(), nightly: z.boolean() }),
})

export const saveDedupSchema = dedupRulesSchema.extend({
  note: z.string().trim().max(500, 'At most 500 characters.').nullish(),
  /** The version it was made from; 0 before the first. */
  version: z.number().int().min(0),
})
export type SaveDedup = z.output<typeof saveDedupSchema>
