'use server'

import { revalidatePath } from 'next/cache'
import { previewRules, saveRules } from '@/lib/duplicates/dedup'
import { matchingSchema, saveDedupSchema } from '@/lib/duplicates/dedup-schema'
import { memberAction } from '@/lib/server/actions'

export const previewRulesAction = memberAction('duplicates:write')
  .inputSchema(matchingSchema)
  .action(({ ctx, parsedInput }) => previewRules(ctx.actor, parsedInput))

export const saveRulesAction = memberAction('duplicates:write')
  .inputSchema(saveDedupSchema)
  .action(async ({ ctx, parsedInput }) => {
    const saved = await saveRules(ctx.actor, parsedInput)
    revalidatePath('/duplicates', 'layout')
    return saved
  })
