'use server'

import { decideRequest, withdrawRequest } from '@/lib/policy/decide-request'
import { discardDraft, saveDraft, startDraft } from '@/lib/policy/edit-draft'
import { putInForce } from '@/lib/policy/put-in-force'
import { judgeName } from '@/lib/policy/queries'
import { requestHandle } from '@/lib/policy/request-handle'
import {
  decideRequestSchema,
  policyVersionSchema,
  requestHandleSchema,
  saveDraftSchema,
  tryNameSchema,
} from '@/lib/policy/schema'
import { memberAction } from '@/lib/server/actions'
import { redraws } from '@/lib/server/redraws'
import { ok } from '@/lib/shared/result'

const redrawn = redraws('/policy', 'layout')

export const startDraftAction = memberAction('policy:write').action(({ ctx }) => redrawn(startDraft(ctx.actor)))

export const saveDraftAction = memberAction('policy:write')
  .inputSchema(saveDraftSchema)
  .action(({ ctx, parsedInput }) => redrawn(saveDraft(ctx.actor, parsedInput)))

export const discardDraftAction = memberAction('policy:write')
  .inputSchema(policyVersionSchema)
  .action(({ ctx, parsedInput }) => redrawn(discardDraft(ctx.actor, parsedInput)))

export const putInForceAction = memberAction('policy:write')
  .inputSchema(policyVersionSchema)
  .action(({ ctx, parsedInput }) => redrawn(putInForce(ctx.actor, parsedInput)))

export const tryNameAction = memberAction('policy:read')
  .inputSchema(tryNameSchema)
  .action(async ({ ctx, parsedInput }) => ok(await judgeName(ctx.actor, parsedInput.name, parsedInput.classKey)))

export const requestHandleAction = memberAction('policy:request')
  .inputSchema(requestHandleSchema)
  .action(({ ctx, parsedInput }) => redrawn(requestHandle(ctx.actor, parsedInput)))

export const decideRequestAction = memberAction('policy:request')
  .inputSchema(decideRequestSchema)
  .action(({ ctx, parsedInput }) => redrawn(decideRequest(ctx.actor, parsedInput)))

export const withdrawRequestAction = memberAction('policy:request')
  .inputSchema(policyVersionSchema)
  .action(({ ctx, parsedInput }) => redrawn(withdrawRequest(ctx.actor, parsedInput)))
