'use server'

import { assignSchema, dismissSchema, pairAtSchema } from '@/lib/duplicates/pair-schema'
import { assignPair, dismissPair, reopenPair } from '@/lib/duplicates/pairs'
import { startScan } from '@/lib/duplicates/run-scans'
import { memberAction } from '@/lib/server/actions'
import { redraws } from '@/lib/server/redraws'

const redrawn = redraws('/duplicates', 'layout')

export const startScanAction = memberAction('duplicates:write').action(({ ctx }) => redrawn(startScan(ctx.actor)))

export const dismissPairAction = memberAction('duplicates:write')
  .inputSchema(dismissSchema)
  .action(({ ctx, parsedInput }) => redrawn(dismissPair(ctx.actor, parsedInput)))

export const reopenPairAction = memberAction('duplicates:write')
  .inputSchema(pairAtSchema)
  .action(({ ctx, parsedInput }) => redrawn(reopenPair(ctx.actor, parsedInput)))

export const assignPairAction = memberAction('duplicates:write')
  .inputSchema(assignSchema)
  .action(({ ctx, parsedInput }) => redrawn(assignPair(ctx.actor, parsedInput)))
