'use server'

import { revalidatePath } from 'next/cache'
import { sayNone, sayNoneSchema, withdrawNone, withdrawNoneSchema } from '@/lib/entry-points/kind-coverage'
import { memberAction } from '@/lib/server/actions'

const PATH = '/entry-points'

export const sayNoneAction = memberAction('entry-points:write')
  .inputSchema(sayNoneSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await sayNone(ctx.actor, parsedInput)
    if (result.ok) revalidatePath(PATH, 'layout')
    return result
  })

export const withdrawNoneAction = memberAction('entry-points:write')
  .inputSchema(withdrawNoneSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await withdrawNone(ctx.actor, parsedInput)
    if (result.ok) revalidatePath(PATH, 'layout')
    return result
  })
