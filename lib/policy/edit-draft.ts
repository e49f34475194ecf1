import { subjectEdited } from '@/lib/approvals/subject-edited'
import { historyOf } from '@/lib/audit/queries'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { policyHash } from './content-hash'
import { diffPolicies, type PolicyText } from './diff-words'
import type { PolicyVersion, SaveDraft } from './schema'
import { starterPolicy, starterScenarios } from './starter-policy'
import { loadActivePolicy, loadDraft, loadPolicy, type StoredPolicy, writeScenarios } from './store'

type Code = 'not-allowed' | 'not-found' | 'stale-version' | 'policy-draft-exists' | 'policy-not-a-draft'

const subjectOf = (id: string) => ({ kind: 'policy', id })

/** Both versions for the person whose edit came second, and who was faster. */
export async function stalePolicy(actor: Actor, found: StoredPolicy): Promise<Failure<'stale-version'>> {
  const [last] = await historyOf(actor, subjectOf(found.id), 1)
  const { content, scenarios, version } = found
  const changedBy = last ? { name: last.actor.name, at: last.at.toISOString() } : null
  return fail('stale-version', { current: { content, scenarios, version }, changedBy })
}

async function beginning(tx: Tx, workspaceId: string): Promise<PolicyText> {
  const active = await loadActivePolicy(workspaceId, tx)
  if (active?.content) return { content: active.content, scenarios: active.scenarios }
  const { name } = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { name: true } })
  return { content: starterPolicy(name), scenarios: starterScenarios() }
}

/** Two people who begin a draft at once ask for the same number, and the second is told that there is one. */
function isLostRace(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'P2002'
}

/**
 * Begins a draft: a copy of the version in force, or the usual patterns when there is none. One draft at a time, so that
 * two people work on one text. The version in force is not touched.
 */
export async function startDraft(actor: Actor): Promise<Result<{ id: string; number: number }, Code>> {
  if (!can(actor, 'policy:write')) return fail('not-allowed')
  const { workspaceId } = actor
  try {
    return await transact<{ id: string; number: number }, Code>(actor, async (tx, record) => {
      // In this order: a draft that another begins after this read has the same number, and one before it is seen below.
      const last = await tx.namingPolicy.findFirst({ where: { workspaceId }, orderBy: { number: 'desc' } })
      if (await loadDraft(workspaceId, tx)) return fail('policy-draft-exists')
      const { content, scenarios } = await beginning(tx, workspaceId)
      const id = newId('pol')
      const number = (last?.number ?? 0) + 1
      const contentHash = policyHash(content, scenarios)
      const row = { id, workspaceId, number, content, contentHash, createdById: actorId(actor) }
      await tx.namingPolicy.create({ data: row })
      await writeScenarios(tx, { id, workspaceId }, scenarios)
      record({ action: 'policy.draft-started', subject: subjectOf(id), after: { number } })
      return ok({ id, number })
    })
  } catch (error) {
    if (isLostRace(error)) return fail('policy-draft-exists')
    throw error
  }
}

/** A draft of this workspace at the version somebody saw, or why not. */
async function draftAt(tx: Tx, actor: Actor, { id, version }: PolicyVersion): Promise<Result<StoredPolicy, Code>> {
  const found = await loadPolicy(actor.workspaceId, id, tx)
  if (!found) return fail('not-found')
  if (found.state !== 'draft') return fail('policy-not-a-draft', { number: found.number })
  return found.version === version ? ok(found) : stalePolicy(actor, found)
}

/**
 * Saves the text of a draft with its scenarios. It may be unfinished: what is wrong with it is told by `checkPolicy` and
 * stops it from going into force. A version in force or retired is never edited (`policy-not-a-draft`).
 */
export async function saveDraft(actor: Actor, input: SaveDraft): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'policy:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const { id, version, content, scenarios } = input
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const draft = await draftAt(tx, actor, input)
    if (!draft.ok) return draft
    const { content: before, contentHash: earlier } = draft.value
    const contentHash = policyHash(content, scenarios)
    if (contentHash === earlier) return ok({ version })
    const { count } = await tx.namingPolicy.updateMany({
      where: { id, workspaceId, version, state: 'draft' },
      data: { content, contentHash, version: { increment: 1 } },
    })
    if (count === 0) return stalePolicy(actor, draft.value)
    await writeScenarios(tx, { id, workspaceId }, scenarios)
    await subjectEdited(tx, actor, { kind: 'policy', subjectId: id })
    const changes = before
      ? diffPolicies({ content: before, scenarios: draft.value.scenarios }, { content, scenarios })
      : []
    record({
      action: 'policy.draft-changed',
      subject: subjectOf(id),
      before: Object.fromEntries(changes.map(({ part, before: text }) => [part, text])),
      after: Object.fromEntries(changes.map(({ part, after }) => [part, after])),
    })
    return ok({ version: version + 1 })
  })
}

/** Throws a draft away. The version in force and the numbers of the others stay. */
export async function discardDraft(actor: Actor, input: PolicyVersion): Promise<Result<null, Code>> {
  if (!can(actor, 'policy:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const { id, version } = input
  return transact<null, Code>(actor, async (tx, record) => {
    const draft = await draftAt(tx, actor, input)
    if (!draft.ok) return draft
    const { count } = await tx.namingPolicy.deleteMany({ where: { id, workspaceId, version, state: 'draft' } })
    if (count === 0) return stalePolicy(actor, draft.value)
    await subjectEdited(tx, actor, { kind: 'policy', subjectId: id })
    const { content, scenarios, number } = draft.value
    record({ action: 'policy.draft-discarded', subject: subjectOf(id), before: { number, content, scenarios } })
    return ok(null)
  })
}
