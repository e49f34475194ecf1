'use server'

import { revalidatePath } from 'next/cache'
import { decideConflict, reopenConflict } from '@/lib/duplicates/decide-conflict'
import { conflictAtSchema, decideConflictSchema } from '@/lib/duplicates/decision-schema'
import { revealConflict } from '@/lib/duplicates/reveal'
import { conflictIdSchema } from '@/lib/duplicates/schema'
import { memberAction } from '@/lib/server/actions'

export const revealConflictAction = memberAction('identity:reveal')
  .inputSchema(conflictIdSchema)
  .action(({ ctx, parsedInput }) => revealConflict(ctx.actor, parsedInput))

async function redrawn<T>(result: Promise<T>): Promise<T> {
  const value = await result
  revalidatePath('/duplicates', 'layout')
  return value
}

export const decideConflictAction = memberAction('duplicates:write')
  .inputSchema(decideConflictSchema)
  .action(({ ctx, parsedInput }) => redrawn(decideConflict(ctx.actor, parsedInput)))

export const reopenConflictAction = memberAction('duplicates:write')
  .inputSchema(conflictAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(reopenConflict(ctx.actor, parsedInput)))
