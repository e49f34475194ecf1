'use server'

import { revalidatePath } from 'next/cache'
import { changeSchedule } from '@/lib/entry-points/check-schedule'
import { checkManySchema, checkRunSchema, scheduleSchema } from '@/lib/entry-points/check-schema'
import { cancelChecks, startChecks } from '@/lib/entry-points/check-start'
import { memberAction } from '@/lib/server/actions'

const PATH = '/entry-points/checks'

export const startChecksAction = memberAction('entry-points:write')
  .inputSchema(checkManySchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await startChecks(ctx.actor, parsedInput)
    if (result.ok) revalidatePath(PATH, 'layout')
    return result
  })

export const cancelChecksAction = memberAction('entry-points:write')
  .inputSchema(checkRunSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await cancelChecks(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })

export const changeScheduleAction = memberAction('entry-points:write')
  .inputSchema(scheduleSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await changeSchedule(ctx.actor, parsedInput)
    revalidatePath(PATH, 'layout')
    return result
  })
