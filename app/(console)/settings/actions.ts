'use server'

import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { revokeToken } from '@/lib/members/tokens'
import { retryFailedMail, sendTestMail } from '@/lib/notifications/mail-state'
import { memberAction } from '@/lib/server/actions'
import { baseAddress } from '@/lib/settings/base-address'
import { removePortfolio, updatePortfolio } from '@/lib/settings/change-portfolio'
import { createNumber } from '@/lib/settings/create-number'
import { createPortfolio } from '@/lib/settings/create-portfolio'
import { removeGraphToken, setGraphToken } from '@/lib/settings/graph-token'
import { connectionPulse } from '@/lib/settings/list-connections'
import { makeToken } from '@/lib/settings/make-token'
import { openConnection } from '@/lib/settings/open-connection'
import { setConnectionState } from '@/lib/settings/pause-connection'
import { purgeBodies } from '@/lib/settings/purge-bodies'
import { removeConnection } from '@/lib/settings/remove-connection'
import { removeNumber } from '@/lib/settings/remove-number'
import { replaceSecret, replaceVerifyToken } from '@/lib/settings/replace-secret'
import {
  connectionEditSchema,
  connectionIdSchema,
  connectionOpenSchema,
  connectionSecretSchema,
  connectionStateSchema,
  connectionVersionSchema,
  generalSchema,
  graphTokenSchema,
  numberEditSchema,
  numberSchema,
  numberVersionSchema,
  portfolioEditSchema,
  portfolioSchema,
  portfolioVersionSchema,
  tokenIdSchema,
  tokenSchema,
} from '@/lib/settings/schema'
import { updateConnection } from '@/lib/settings/update-connection'
import { updateNumber } from '@/lib/settings/update-number'
import { updateWorkspace } from '@/lib/settings/update-workspace'
import { fail, ok, type Result } from '@/lib/shared/result'

/** Draws the room again after a change. A refusal leaves the page as it is, with what was typed. */
async function refreshed<T, C extends string>(
  answer: Promise<Result<T, C>>,
  path = '/settings',
): Promise<Result<T, C>> {
  const result = await answer
  if (result.ok) revalidatePath(path, 'layout')
  return result
}

/** The name and the zone stand in the frame of every room. */
export const updateWorkspaceAction = memberAction('settings:write')
  .inputSchema(generalSchema)
  .action(({ ctx, parsedInput }) => refreshed(updateWorkspace(ctx.actor, parsedInput), '/'))

export const purgeBodiesAction = memberAction('settings:write').action(({ ctx }) => purgeBodies(ctx.actor))

export const createPortfolioAction = memberAction('connections:write')
  .inputSchema(portfolioSchema)
  .action(({ ctx, parsedInput }) => refreshed(createPortfolio(ctx.actor, parsedInput)))

export const updatePortfolioAction = memberAction('connections:write')
  .inputSchema(portfolioEditSchema)
  .action(({ ctx, parsedInput }) => refreshed(updatePortfolio(ctx.actor, parsedInput)))

export const removePortfolioAction = memberAction('connections:write')
  .inputSchema(portfolioVersionSchema)
  .action(({ ctx, parsedInput }) => refreshed(removePortfolio(ctx.actor, parsedInput)))

export const createNumberAction = memberAction('connections:write')
  .inputSchema(numberSchema)
  .action(({ ctx, parsedInput }) => refreshed(createNumber(ctx.actor, parsedInput)))

export const updateNumberAction = memberAction('connections:write')
  .inputSchema(numberEditSchema)
  .action(({ ctx, parsedInput }) => refreshed(updateNumber(ctx.actor, parsedInput)))

export const removeNumberAction = memberAction('connections:write')
  .inputSchema(numberVersionSchema)
  .action(({ ctx, parsedInput }) => refreshed(removeNumber(ctx.actor, parsedInput)))

export const openConnectionAction = memberAction('connections:write')
  .inputSchema(connectionOpenSchema)
  .action(({ ctx, parsedInput }) => refreshed(openConnection(ctx.actor, parsedInput)))

export const updateConnectionAction = memberAction('connections:write')
  .inputSchema(connectionEditSchema)
  .action(({ ctx, parsedInput }) => refreshed(updateConnection(ctx.actor, parsedInput)))

export const setConnectionStateAction = memberAction('connections:write')
  .inputSchema(connectionStateSchema)
  .action(({ ctx, parsedInput }) => refreshed(setConnectionState(ctx.actor, parsedInput)))

export const replaceSecretAction = memberAction('connections:write')
  .inputSchema(connectionSecretSchema)
  .action(({ ctx, parsedInput }) => refreshed(replaceSecret(ctx.actor, parsedInput)))

export const replaceVerifyTokenAction = memberAction('connections:write')
  .inputSchema(connectionVersionSchema)
  .action(({ ctx, parsedInput }) => refreshed(replaceVerifyToken(ctx.actor, parsedInput)))

/** Draws nothing again: the page it is called from has lost its record, and leads away itself. */
export const removeConnectionAction = memberAction('connections:write')
  .inputSchema(connectionVersionSchema)
  .action(({ ctx, parsedInput }) => removeConnection(ctx.actor, parsedInput))

/** Asked every few seconds by a page that waits for Meta. */
export const connectionPulseAction = memberAction('connections:read')
  .inputSchema(connectionIdSchema)
  .action(async ({ ctx, parsedInput }) => {
    const pulse = await connectionPulse(ctx.actor, parsedInput.connectionId)
    return pulse ? ok(pulse) : fail('not-found')
  })

export const makeTokenAction = memberAction('tokens:write')
  .inputSchema(tokenSchema)
  .action(({ ctx, parsedInput }) => refreshed(makeToken(ctx.actor, parsedInput)))

export const revokeTokenAction = memberAction('tokens:write')
  .inputSchema(tokenIdSchema)
  .action(({ ctx, parsedInput }) => refreshed(revokeToken(ctx.actor, parsedInput)))

export const sendTestMailAction = memberAction('settings:write').action(async ({ ctx }) => {
  const result = await sendTestMail(ctx.actor, baseAddress(await headers()))
  revalidatePath('/settings')
  return result
})

export const retryMailAction = memberAction('settings:write').action(async ({ ctx }) => {
  const result = await retryFailedMail(ctx.actor)
  revalidatePath('/settings')
  return result
})

export const setGraphTokenAction = memberAction('connections:write')
  .inputSchema(graphTokenSchema)
  .action(({ ctx, parsedInput }) => refreshed(setGraphToken(ctx.actor, parsedInput)))

export const removeGraphTokenAction = memberAction('connections:write')
  .inputSchema(portfolioVersionSchema)
  .action(({ ctx, parsedInput }) => refreshed(removeGraphToken(ctx.actor, parsedInput)))
