'use server'

import { addDataset, changeDataset, proveDeletion } from '@/lib/data-protection/datasets'
import { addDatasetSchema, changeDatasetSchema, proveDeletionSchema } from '@/lib/data-protection/schema'
import { memberAction } from '@/lib/server/actions'
import { redraws } from '@/lib/server/redraws'

const redrawn = redraws('/data-protection', 'layout')

/** Whoever runs the lab may add invented people alone; the command looks. */
export const addDatasetAction = memberAction('data-protection:use')
  .inputSchema(addDatasetSchema)
  .action(({ ctx, parsedInput }) => redrawn(addDataset(ctx.actor, parsedInput)))

export const changeDatasetAction = memberAction('data-protection:write')
  .inputSchema(changeDatasetSchema)
  .action(({ ctx, parsedInput }) => redrawn(changeDataset(ctx.actor, parsedInput)))

export const proveDeletionAction = memberAction('data-protection:write')
  .inputSchema(proveDeletionSchema)
  .action(({ ctx, parsedInput }) => redrawn(proveDeletion(ctx.actor, parsedInput)))
