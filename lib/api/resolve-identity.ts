import type { z } from 'zod'
import { nameBook } from '@/lib/deliveries/names'
import { failureText } from '@/lib/identity/failures'
import type { ResolveAnswer } from '@/lib/identity/queries'
import { resolveReadOnly } from '@/lib/identity/queries'
import { sentence } from '@/lib/identity/why'
import { type Actor, can } from '@/lib/server/actor'
import { recordReveal } from '@/lib/server/api-reveal'
import { fail, ok, type Result } from '@/lib/shared/result'
import { maskValue } from '@/lib/shared/text'
import type { resolveIdentity } from './calls/resolve'

type Question = z.output<NonNullable<(typeof resolveIdentity)['body']>['schema']>
type Answer = z.output<(typeof resolveIdentity)['answer']>
type Thread = NonNullable<Answer['thread']>

function replyOf({ replyTo }: ResolveAnswer, plain: boolean): Thread['replyTo'] {
  // A reply to a group goes to nobody in particular.
  if (!replyTo || replyTo.kind === 'group') return {}
  const value = plain ? replyTo.value : maskValue(replyTo.kind, replyTo.value)
  return replyTo.kind === 'phone' ? { to: value } : { recipient: value }
}

function errorOf({ error }: ResolveAnswer): Answer['error'] {
  return error ? { code: error.code, message: failureText(error.code, error.args).sentence } : null
}

/** What the resolver would do with a message now, in the words of the API. Reads only; a reply's destination is masked without `identity:reveal`. */
export async function askResolver(actor: Actor, question: Question): Promise<Result<Answer, string>> {
  if (!can(actor, 'contacts:read')) return fail('not-allowed')
  const found = await resolveReadOnly(actor.workspaceId, question)
  if (!found.ok) return found
  const answer = found.value
  const names = await nameBook(actor.workspaceId, [{ ...answer, contactId: answer.contact?.id ?? null }])
  const plain = can(actor, 'identity:reveal')
  const thread = answer.thread && { id: answer.thread.id, replyTo: replyOf(answer, plain) }
  if (thread) await recordReveal(actor, 'thread', [thread.id])
  const workflow = answer.workflowId ? { id: answer.workflowId, name: names.workflow(answer.workflowId) } : null
  return ok({
    outcome: answer.outcome === 'waiting' ? 'pending' : answer.outcome,
    contact: answer.contact,
    candidates: answer.candidates,
    thread,
    workflow,
    rule: answer.rule ?? null,
    ruleVersion: answer.ruleVersion,
    why: answer.why.map((step) => sentence(step, names)),
    error: errorOf(answer),
  })
}
