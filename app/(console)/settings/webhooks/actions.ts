'use server'

import { memberAction } from '@/lib/server/actions'
import { redraws } from '@/lib/server/redraws'
import { changeWebhookSchema, switchWebhookSchema, webhookAtSchema, webhookSchema } from '@/lib/webhooks/schema'
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  retryWebhook,
  rotateSecret,
  switchWebhook,
  testWebhook,
} from '@/lib/webhooks/webhooks'

const redrawn = redraws('/settings/webhooks')

export const addWebhookAction = memberAction('connections:write')
  .inputSchema(webhookSchema)
  .action(({ ctx, parsedInput }) => redrawn(addWebhook(ctx.actor, parsedInput)))

export const changeWebhookAction = memberAction('connections:write')
  .inputSchema(changeWebhookSchema)
  .action(({ ctx, parsedInput }) => redrawn(changeWebhook(ctx.actor, parsedInput)))

export const switchWebhookAction = memberAction('connections:write')
  .inputSchema(switchWebhookSchema)
  .action(({ ctx, parsedInput }) => redrawn(switchWebhook(ctx.actor, parsedInput)))

export const rotateSecretAction = memberAction('connections:write')
  .inputSchema(webhookAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(rotateSecret(ctx.actor, parsedInput)))

export const testWebhookAction = memberAction('connections:write')
  .inputSchema(webhookAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(testWebhook(ctx.actor, parsedInput)))

export const retryWebhookAction = memberAction('connections:write')
  .inputSchema(webhookAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(retryWebhook(ctx.actor, parsedInput)))

export const removeWebhookAction = memberAction('connections:write')
  .inputSchema(webhookAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(removeWebhook(ctx.actor, parsedInput)))
