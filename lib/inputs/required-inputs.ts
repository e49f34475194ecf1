import { loadPeople } from '@/lib/calendar/people'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, type Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { InputChange } from './schema'
import { INPUT_KEYS, INPUT_STATES, type InputKey, type InputState, isInputKey } from './vocabulary'

export type InputRow = {
  key: InputKey
  state: InputState
  ownerMemberId: string | null
  /** The owner's name; null when nobody was named. */
  owner: string | null
  ownerLeft: boolean
  evidence: string | null
  changedAt: Date | null
  version: number
}

function stateOf(state: string): InputState {
  return (INPUT_STATES as readonly string[]).includes(state) ? (state as InputState) : 'open'
}

/** The seven required inputs in their order, those nobody has touched included. */
export async function listInputs({ workspaceId }: Actor): Promise<InputRow[]> {
  const [stored, people] = await Promise.all([
    db.requiredInput.findMany({ where: { workspaceId } }),
    loadPeople(workspaceId),
  ])
  const byKey = new Map(stored.flatMap((row) => (isInputKey(row.key) ? [[row.key, row] as const] : [])))
  return INPUT_KEYS.map((key) => {
    const row = byKey.get(key)
    const person = row?.ownerMemberId ? people.get(row.ownerMemberId) : undefined
    return {
      key,
      state: stateOf(row?.state ?? 'open'),
      ownerMemberId: row?.ownerMemberId ?? null,
      owner: row?.ownerMemberId ? (person?.name ?? 'somebody who was removed') : null,
      ownerLeft: Boolean(row?.ownerMemberId) && (person === undefined || person.disabled),
      evidence: row?.evidence ?? null,
      changedAt: row?.updatedAt ?? null,
      version: row?.version ?? 0,
    }
  })
}

type Code = 'not-allowed' | 'stale-version' | 'owner-unknown' | 'input-needs-evidence'

const audited = ({ ownerMemberId, state, evidence }: Pick<InputChange, 'ownerMemberId' | 'state' | 'evidence'>) => ({
  ownerMemberId,
  state,
  evidence,
})

/** Whether a member of this workspace can be made responsible; nobody always can. */
export async function mayOwn(tx: Tx, workspaceId: string, memberId: string | null): Promise<boolean> {
  if (memberId === null) return true
  return (await tx.member.count({ where: { id: memberId, workspaceId, disabledAt: null } })) === 1
}

/**
 * Writes down how one of the seven inputs stands. Complete means that somebody else can see it: without evidence and an
 * owner it is refused. `stale-version` carries the present record.
 */
export async function saveInput(actor: Actor, change: InputChange): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'inputs:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const { key, version } = change
  if (change.state === 'complete' && (!change.evidence || !change.ownerMemberId)) return fail('input-needs-evidence')
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const before = await tx.requiredInput.findUnique({ where: { workspaceId_key: { workspaceId, key } } })
    if ((before?.version ?? 0) !== version) return fail('stale-version', { current: before })
    // Whoever stays the owner may have left meanwhile; only a new owner has to be there.
    const sameOwner = before?.ownerMemberId === change.ownerMemberId
    if (!sameOwner && !(await mayOwn(tx, workspaceId, change.ownerMemberId))) return fail('owner-unknown')
    if (before) {
      const written = await tx.requiredInput.updateMany({
        where: { workspaceId, key, version },
        data: { ...audited(change), version: { increment: 1 } },
      })
      if (written.count === 0) return fail('stale-version', { current: before })
    } else {
      await tx.requiredInput.create({ data: { id: newId('inp'), workspaceId, key, ...audited(change) } })
    }
    record({
      action: 'input.changed',
      subject: { kind: 'input', id: key },
      before: before ? audited({ ...before, state: stateOf(before.state) }) : null,
      after: audited(change),
    })
    return ok({ version: version + 1 })
  })
}
