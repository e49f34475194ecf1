'use server'

import { revalidatePath } from 'next/cache'
import { decideApproval } from '@/lib/approvals/decide-approval'
import { remindApprovers } from '@/lib/approvals/remind-approvers'
import { requestApproval } from '@/lib/approvals/request-approval'
import { decideApprovalSchema, requestApprovalSchema, requestIdSchema } from '@/lib/approvals/schema'
import { withdrawApproval } from '@/lib/approvals/withdraw-approval'
import { memberAction } from '@/lib/server/actions'

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
