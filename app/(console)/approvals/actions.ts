'use server'

import { revalidatePath } from 'next/cache'
import { blastRadius } from '@/lib/approvals/blast-radius'
import { decideApproval } from '@/lib/approvals/decide-approval'
import { remindApprovers } from '@/lib/approvals/remind-approvers'
import { requestApproval } from '@/lib/approvals/request-approval'
import { decideApprovalSchema, requestApprovalSchema, requestIdSchema, subjectRefSchema } from '@/lib/approvals/schema'
import { withdrawApproval } from '@/lib/approvals/withdraw-approval'
import { memberAction } from '@/lib/server/actions'
import { ok } from '@/lib/shared/result'

/** Panels stand in many rooms, and the rail and the bell count what waits. */
function refresh<T>(result: T): T {
  revalidatePath('/', 'layout')
  return result
}

export const requestApprovalAction = memberAction('approvals:request')
  .inputSchema(requestApprovalSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await requestApproval(ctx.actor, parsedInput)))

export const decideApprovalAction = memberAction('approvals:vote')
  .inputSchema(decideApprovalSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await decideApproval(ctx.actor, parsedInput)))

export const withdrawApprovalAction = memberAction('approvals:request')
  .inputSchema(requestIdSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await withdrawApproval(ctx.actor, parsedInput)))

export const remindApproversAction = memberAction('approvals:request')
  .inputSchema(requestIdSchema)
  .action(async ({ ctx, parsedInput }) => refresh(await remindApprovers(ctx.actor, parsedInput)))

/** What an edit of this subject would make stale, in a sentence; null when nothing. */
export const blastRadiusAction = memberAction('approvals:read')
  .inputSchema(subjectRefSchema)
  .action(async ({ ctx, parsedInput }) => ok((await blastRadius(ctx.actor.workspaceId, parsedInput)).sentence))
