import { z } from 'zod'
import { WEBHOOK_EVENTS } from './vocabulary'

const at = { id: z.string().min(1).max(60), version: z.number().int().min(1) }

export const webhookSchema = z.object({
  url: z.url({ protocol: /^https?$/, error: 'Write the whole address, beginning with https://.' }).max(2_000),
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1, 'Choose at least one thing to be told of.'),
})
export type WebhookInput = z.output<typeof webhookSchema>
export const changeWebhookSchema = webhookSchema.extend(at)
export type WebhookChange = z.output<typeof changeWebhookSchema>
export const webhookAtSchema = z.object(at)
export type WebhookAt = z.output<typeof webhookAtSchema>
export const switchWebhookSchema = z.object({ ...at, on: z.boolean() })
