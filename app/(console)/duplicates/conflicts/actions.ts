'use server'

import { decideConflict, reopenConflict } from '@/lib/duplicates/decide-conflict'
import { conflictAtSchema, decideConflictSchema } from '@/lib/duplicates/decision-schema'
import { revealConflict } from '@/lib/duplicates/reveal'
import { conflictIdSchema } from '@/lib/duplicates/schema'
import { memberAction } from '@/lib/server/actions'
import { redraws } from '@/lib/server/redraws'

export const revealConflictAction = memberAction('identity:reveal')
  .inputSchema(conflictIdSchema)
  .action(({ ctx, parsedInput }) => revealConflict(ctx.actor, parsedInput))

const redrawn = redraws('/duplicates', 'layout')

export const decideConflictAction = memberAction('duplicates:write')
  .inputSchema(decideConflictSchema)
  .action(({ ctx, parsedInput }) => redrawn(decideConflict(ctx.actor, parsedInput)))

export const reopenConflictAction = memberAction('duplicates:write')
  .inputSchema(conflictAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(reopenConflict(ctx.actor, parsedInput)))
