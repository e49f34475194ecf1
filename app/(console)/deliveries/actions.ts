'use server'

import { revalidatePath } from 'next/cache'
import { readDeliveryBody } from '@/lib/deliveries/body'
import { replayDeliveries } from '@/lib/deliveries/replay'
import { retryDeliveries } from '@/lib/deliveries/retry'
import { revealEvent } from '@/lib/deliveries/reveal'
import { deliveryIdSchema, eventIdSchema, replaySchema, retrySchema, sendTestSchema } from '@/lib/deliveries/schema'
import { sendTestDelivery } from '@/lib/deliveries/send-test'
import { deliveryResult } from '@/lib/deliveries/test-result'
import { memberAction } from '@/lib/server/actions'
import { fail, ok } from '@/lib/shared/result'

const PATH = '/deliveries'

export const replayAction = memberAction('deliveries:replay')
  .inputSchema(replaySchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await replayDeliveries(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const retryAction = memberAction('deliveries:replay')
  .inputSchema(retrySchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await retryDeliveries(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const revealEventAction = memberAction('identity:reveal')
  .inputSchema(eventIdSchema)
  .action(({ ctx, parsedInput }) => revealEvent(ctx.actor, parsedInput))

export const readBodyAction = memberAction('deliveries:body')
  .inputSchema(deliveryIdSchema)
  .action(({ ctx, parsedInput }) => readDeliveryBody(ctx.actor, parsedInput))

/** Open to those who set up connections and to those who replay; the command decides. */
export const sendTestAction = memberAction('deliveries:read')
  .inputSchema(sendTestSchema)
  .action(({ ctx, parsedInput }) => sendTestDelivery(ctx.actor, parsedInput))

export const testResultAction = memberAction('deliveries:read')
  .inputSchema(deliveryIdSchema)
  .action(async ({ ctx, parsedInput }) => {
    const found = await deliveryResult(ctx.actor, parsedInput.deliveryId)
    return found ? ok(found) : fail('not-found')
  })
