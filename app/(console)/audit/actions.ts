'use server'

import { brokenWords } from '@/lib/audit/verify-rules'
import { verifyWorkspace } from '@/lib/audit/verify-workspace'
import { memberAction } from '@/lib/server/actions'
import { ok } from '@/lib/shared/result'

/** Walks the whole chain; answers in the words a person reads. */
export const verifyAuditAction = memberAction('audit:read').action(async ({ ctx }) => {
  const result = await verifyWorkspace(ctx.actor)
  if (!result.ok) return result
  const { entries, checkpoints, broken } = result.value
  return ok({ entries, checkpoints, broken: broken ? brokenWords(broken) : null })
})
