import { headers } from 'next/headers'
import { createSafeActionClient } from 'next-safe-action'
import type { ActionFailure } from '@/lib/shared/action-answer'
import { sentenceFor } from '@/lib/shared/sentences'
import { can } from './actor'
import { reportBug } from './auth-bug'
import { isOwnOrigin, requestAddress, requestAgent } from './auth-request'
import type { Permission } from './permissions'
import { currentActor } from './session'

/** A refusal before the command was reached; it reaches the screen as `serverError`. */
class Refused extends Error {
  constructor(readonly code: string) {
    super(code)
  }
}

function refusal(error: Error): ActionFailure {
  if (error instanceof Refused) return { ok: false, code: error.code, sentence: sentenceFor(error.code) }
  const details = { reference: reportBug(error) }
  return { ok: false, code: 'internal', sentence: sentenceFor('internal', details), details }
}

/** Gives an expected failure of a command the sentence a person reads. */
function withSentence(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer) || answer.ok !== false) return answer
  const { code, details } = answer as unknown as { code: string; details?: Record<string, unknown> }
  return { ...answer, sentence: sentenceFor(code, details) }
}

const client = createSafeActionClient({
  handleServerError: refusal,
  defaultValidationErrorsShape: 'flattened',
}).use(async ({ next }) => {
  const found = await headers()
  if (!isOwnOrigin(found)) throw new Refused('bad-origin')
  const result = await next({ ctx: { origin: requestAddress(found), agent: requestAgent(found) } })
  result.data = withSentence(result.data)
  return result
})

/** For what a visitor without a session may do: sign in, accept an invitation, make the first admin. */
export function publicAction() {
  return client
}

/**
 * For everything else: our own origin, a live session, a role named for the permission; then `ctx.actor`. The command
 * checks the permission again, because it is also reached from the API and the command line.
 */
export function memberAction(permission: Permission) {
  return client.use(async ({ next }) => {
    const actor = await currentActor()
    if (!actor) throw new Refused('not-signed-in')
    if (!can(actor, permission)) throw new Refused('not-allowed')
    return next({ ctx: { actor } })
  })
}
