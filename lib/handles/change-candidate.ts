import { type Actor, actorId, can } from '@/lib/server/actor'
import type { Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, type Result } from '@/lib/shared/result'
import { usernameKey } from '@/lib/whatsapp/username'
import type { CandidateRecord } from './decision-store'
import { type Edit, type EditNote, editDecision } from './edit-decision'
import type { AddCandidate, CandidateAt, RejectCandidate } from './schema'
import type { CandidateState } from './vocabulary'

type Done = Promise<Result<{ handleId: string }, 'not-allowed' | 'not-found' | 'candidate-exists' | 'candidate-moved'>>

/**
 * Puts a name on the list. A name that breaks a rule may stand there too: rejected with its reason, it answers whoever
 * proposes it next.
 */
export async function addCandidate(actor: Actor, { handleId, name }: AddCandidate): Done {
  if (!can(actor, 'handles:write')) return fail('not-allowed')
  const nameKey = usernameKey(name)
  if (nameKey === '') return fail('not-found')
  return editDecision<'candidate-exists'>(actor, handleId, async ({ tx, decision }) => {
    if (decision.candidates.some((one) => one.nameKey === nameKey)) return fail('candidate-exists', { name: nameKey })
    const id = newId('cand')
    const { workspaceId } = actor
    await tx.handleCandidate.create({
      data: { id, workspaceId, handleId, name: nameKey, nameKey, proposedById: actorId(actor) },
    })
    return { action: 'handle.candidate-added', after: { candidateId: id, name: nameKey } }
  })
}

type Move = { state: CandidateState; reason: string | null; action: EditNote['action'] }

function ownerOf(actor: Actor, candidateId: string) {
  return async (tx: Tx): Promise<string | null> => {
    const found = await tx.handleCandidate.findFirst({ where: { id: candidateId, workspaceId: actor.workspaceId } })
    return found?.handleId ?? null
  }
}

async function write(
  { tx, decision }: Edit,
  candidate: CandidateRecord,
  { version, state, reason }: Pick<Move, 'state' | 'reason'> & { version: number },
): Promise<Failure<'candidate-moved'> | undefined> {
  const { id, workspaceId } = candidate
  const written = await tx.handleCandidate.updateMany({
    where: { id, workspaceId, version },
    data: { state, reason, version: { increment: 1 } },
  })
  if (written.count === 0) return fail('candidate-moved', { name: candidate.name, state: candidate.state })
  if (state !== 'chosen') return undefined
  // There is one chosen name: the other one is an alternative again, and needs its reason.
  await tx.handleCandidate.updateMany({
    where: { workspaceId, handleId: decision.id, state: 'chosen', id: { not: id } },
    data: { state: 'proposed', version: { increment: 1 } },
  })
  return undefined
}

function move(actor: Actor, { candidateId, version }: CandidateAt, { state, reason, action }: Move): Done {
  return editDecision<'candidate-moved' | 'not-found'>(actor, ownerOf(actor, candidateId), async (edit) => {
    const candidate = edit.decision.candidates.find(({ id }) => id === candidateId)
    if (!candidate) return fail('not-found')
    const refusal = await write(edit, candidate, { version, state, reason })
    if (refusal) return refusal
    const { name } = candidate
    return {
      action,
      before: { candidateId, name, state: candidate.state, reason: candidate.reason },
      after: { candidateId, name, state, reason },
      ...(reason ? { reason } : {}),
      chose: state === 'chosen',
    }
  })
}

export async function chooseCandidate(actor: Actor, input: CandidateAt): Done {
  if (!can(actor, 'handles:write')) return fail('not-allowed')
  return move(actor, input, { state: 'chosen', reason: null, action: 'handle.candidate-chosen' })
}

/** The reason is what ends the debate, so there is no rejection without one. */
export async function rejectCandidate(actor: Actor, { reason, ...at }: RejectCandidate): Done {
  if (!can(actor, 'handles:write')) return fail('not-allowed')
  return move(actor, at, { state: 'rejected', reason, action: 'handle.candidate-rejected' })
}

/** Takes a rejected or a chosen name back to the proposals. */
export async function reopenCandidate(actor: Actor, input: CandidateAt): Done {
  if (!can(actor, 'handles:write')) return fail('not-allowed')
  return move(actor, input, { state: 'proposed', reason: null, action: 'handle.candidate-reopened' })
}
