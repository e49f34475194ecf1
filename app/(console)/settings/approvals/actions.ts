'use server'

import { revalidatePath } from 'next/cache'
import { changePolicy } from '@/lib/approvals/change-policy'
import { policyChangeSchema } from '@/lib/approvals/schema'
import { memberAction } from '@/lib/server/actions'

export const changePolicyAction = memberAction('approvals:write')
  .inputSchema(policyChangeSchema)
  .action(async ({ ctx, parsedInput }) => {
    const result = await changePolicy(ctx.actor, parsedInput)
    revalidatePath('/settings', 'layout')
    return result
  })
