import { z } from 'zod'
import { DELIVERY_STATES, EVENT_KINDS, EVENT_SPANS, EVENT_VIEWS, OUTCOMES } from './kinds'

const eventFilterSchema = z.object({
  view: z.enum(EVENT_VIEWS).nullish(),
  q: z.string().trim().max(200).nullish(),
  span: z.enum(EVENT_SPANS).nullish(),
  numberId: z.string().max(60).nullish(),
  outcome: z.enum(OUTCOMES).nullish(),
  kind: z.enum(EVENT_KINDS).nullish(),
  /** A cause of failure: our code, or `whatsapp:<code>` for a code WhatsApp reported. */
  cause: z.string().max(80).nullish(),
  /** What is not understood: a field, or `field:type`. */
  what: z.string().max(250).nullish(),
  contactId: z.string().max(60).nullish(),
})
export type EventFilter = z.infer<typeof eventFilterSchema>

/** One event, some, or everything a filter matches. */
export const replaySchema = z.union([
  z.object({ eventIds: z.array(z.string().max(60)).min(1).max(1_000) }),
  z.object({ deliveryIds: z.array(z.string().max(60)).min(1).max(1_000) }),
  z.object({ filter: eventFilterSchema }),
])
export type ReplayInput = z.infer<typeof replaySchema>

/** Set-aside deliveries by id, or all of them. */
export const retrySchema = z.union([
  z.object({ deliveryIds: z.array(z.string().max(60)).min(1).max(1_000) }),
  z.object({ all: z.literal(true) }),
])
export type RetryInput = z.infer<typeof retrySchema>

export const eventIdSchema = z.object({ eventId: z.string().max(60) })
export const deliveryIdSchema = z.object({ deliveryId: z.string().max(60) })

/** `GET /api/v1/events`. */
export const findEventsSchema = z.object({
  wamid: z.string().max(512).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  contactId: z.string().max(60).optional(),
  cursor: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
})
export type FindEventsInput = z.input<typeof findEventsSchema>

/** `GET /api/v1/deliveries`. */
export const findDeliveriesSchema = z.object({
  state: z.enum(DELIVERY_STATES).optional(),
  cursor: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
})
export type FindDeliveriesInput = z.input<typeof findDeliveriesSchema>

/** A variation of the payload pack, sent to one of our own numbers, from an invented person. */
export const sendTestSchema = z.object({
  numberId: z.string().max(60),
  variation: z.string().max(80),
  person: z.enum(['same', 'new']).default('same'),
})
export type SendTestInput = z.output<typeof sendTestSchema>
