import { z } from 'zod'
import { findDeliveriesSchema, findEventsSchema } from '@/lib/deliveries/schema'
import { defineCall } from '../call'
import { cursorParam, limitParam, pageOf } from '../cursor'
import { idParams } from '../shapes'

/** What may become of an event. To a client, a change that waits for its earlier BSUID is pending like any other. */
export const outcomeSchema = findEventsSchema.shape.outcome.unwrap().exclude(['waiting'])

const apiEventSchema = z.object({
  id: z.string(),
  wamid: z.string().nullable().describe('The id WhatsApp gave the message.'),
  type: z.string().describe('The message type for a message; otherwise what kind of event it is.'),
  status: z.string().optional().describe('For a status event: the status it reported.'),
  messageStatus: z
    .string()
    .optional()
    .describe('The current status of the message; a late or repeated status never turns it back.'),
  outcome: z.string().meta({ enum: outcomeSchema.options, description: '`pending` until the worker has resolved it.' }),
  contactId: z.string().nullable(),
  crmContactId: z.string().nullable(),
  threadId: z.string().nullable(),
  replyTo: z
    .object({ to: z.string().optional(), recipient: z.string().optional() })
    .describe('Where a reply goes: `to` a phone, or to a `recipient` BSUID. Masked without identity:reveal.'),
  workflow: z.string().nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  why: z.array(z.string()).describe('How the outcome came about, one sentence per step.'),
})

export const eventsList = defineCall({
  id: 'listEvents',
  method: 'GET',
  path: '/events',
  permission: 'deliveries:read',
  summary: 'Events, newest first, each with its outcome and the reason',
  description: 'One message, status or change inside a delivery. Each status update is an event of its own.',
  query: z.strictObject({
    ...findEventsSchema.shape,
    outcome: outcomeSchema.optional(),
    cursor: cursorParam('events'),
    limit: limitParam(),
  }),
  answer: pageOf(apiEventSchema),
})

const apiDeliverySchema = z.object({
  id: z.string(),
  connectionId: z.string(),
  receivedAt: z.iso.datetime(),
  size: z.number().int().describe('Bytes.'),
  sha256: z.string().describe('Of the body as it was received.'),
  state: z.string().meta({ enum: findDeliveriesSchema.shape.state.unwrap().options }),
  updates: z.number().int(),
  tries: z.number().int(),
  problem: z.string().nullable(),
  processedAt: z.iso.datetime().nullable(),
  bodyPurgedAt: z.iso.datetime().nullable(),
  isTest: z.boolean().describe('True for a signed test delivery that Handrail made itself.'),
})

export const deliveriesList = defineCall({
  id: 'listDeliveries',
  method: 'GET',
  path: '/deliveries',
  permission: 'deliveries:read',
  summary: 'Signed deliveries as they were received, newest first',
  description: 'The body is never part of the answer.',
  query: z.strictObject({ ...findDeliveriesSchema.shape, cursor: cursorParam('deliveries'), limit: limitParam() }),
  answer: pageOf(apiDeliverySchema),
})

export const deliveryReplay = defineCall({
  id: 'replayDelivery',
  method: 'POST',
  path: '/deliveries/{id}/replay',
  permission: 'deliveries:replay',
  summary: 'Resolve a delivery again from its bytes',
  description: 'Safe to repeat: the same update has the effect of one. Takes no body.',
  params: idParams,
  answer: z.object({
    events: z.number().int().describe('Events that wait for the worker again.'),
    deliveries: z.number().int(),
    purged: z.number().int(),
    alreadyWaiting: z.number().int(),
    more: z.boolean(),
  }),
  refusals: { 409: 'Retention has deleted the body, so there is nothing left to read again.' },
})
