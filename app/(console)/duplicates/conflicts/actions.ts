'use server'

import { revealConflict } from '@/lib/duplicates/reveal'
import { conflictIdSchema } from '@/lib/duplicates/schema'
import { memberAction } from '@/lib/server/actions'

export const revealConflictAction = memberAction('identity:reveal')
  .inputSchema(conflictIdSchema)
  .action(({ ctx, parsedInput }) => revealConflict(ctx.actor, parsedInput))
