import { randomInt } from 'node:crypto'
import { mayOwn } from '@/lib/inputs/required-inputs'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import type { db, Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { DatasetChange, DatasetInput, DeletionProof, NewDataset } from './schema'
import { syntheticPeople } from './synthetic-people'

type Code = 'not-allowed' | 'not-found' | 'stale-version' | 'dataset-exists' | 'owner-unknown' | 'dataset-deleted'
type Stored = Awaited<ReturnType<typeof db.dataset.findFirstOrThrow>>

const fieldsOf = ({ name, contents, ownerMemberId, accessRule, decision, decisionDate }: DatasetInput) => ({
  ...{ name, contents, ownerMemberId, decision, decisionDate },
  accessRule: accessRule || null,
})
const shownOf = ({ name, contents, ownerMemberId, accessRule, decision, decisionDate }: Stored) => ({
  ...{ name, contents, ownerMemberId, accessRule, decision, decisionDate },
})

/** Who runs the lab adds invented people alone; what is kept elsewhere is for whoever keeps the register. */
function mayAddDataset(actor: Actor, { people }: { people: number }): boolean {
  return can(actor, people > 0 ? 'data-protection:use' : 'data-protection:write')
}

const digits = (howMany: number): string => Array.from({ length: howMany }, () => randomInt(10)).join('')

/** Puts a dataset on the register: invented people that are made here, or one that is kept elsewhere. */
export async function addDataset(actor: Actor, input: NewDataset): Promise<Result<{ id: string }, Code>> {
  if (!mayAddDataset(actor, input)) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ id: string }, Code>(actor, async (tx, record) => {
    if (await tx.dataset.findFirst({ where: { workspaceId, name: input.name } })) return fail('dataset-exists')
    if (!(await mayOwn(tx, workspaceId, input.ownerMemberId))) return fail('owner-unknown')
    const id = newId('ds')
    const synthetic = input.people > 0
    const rows = synthetic ? { rows: syntheticPeople(input.people, digits) } : {}
    await tx.dataset.create({ data: { id, workspaceId, ...fieldsOf(input), synthetic, ...rows } })
    record({
      ...{ action: 'dataset.added', subject: { kind: 'dataset', id }, after: fieldsOf(input) },
      more: { synthetic, people: input.people },
    })
    return ok({ id })
  })
}

async function found(tx: Tx, workspaceId: string, id: string): Promise<Stored | null> {
  return tx.dataset.findFirst({ where: { id, workspaceId } })
}

/** `stale-version` carries the present record, so that both versions can be shown. */
export async function changeDataset(
  actor: Actor,
  { id, version, ...input }: DatasetChange,
): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'data-protection:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const before = await found(tx, workspaceId, id)
    if (!before) return fail('not-found')
    if (before.provedAt) return fail('dataset-deleted')
    const namesake = await tx.dataset.findFirst({ where: { workspaceId, name: input.name, id: { not: id } } })
    if (namesake) return fail('dataset-exists')
    const kept = before.ownerMemberId === input.ownerMemberId
    if (!kept && !(await mayOwn(tx, workspaceId, input.ownerMemberId))) return fail('owner-unknown')
    const { count } = await tx.dataset.updateMany({
      where: { id, workspaceId, version },
      data: { ...fieldsOf(input), version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: { ...shownOf(before), version: before.version } })
    record({
      ...{ action: 'dataset.changed', subject: { kind: 'dataset', id } },
      ...{ before: shownOf(before), after: fieldsOf(input) },
    })
    return ok({ version: version + 1 })
  })
}

/** Removes the people that are kept here, and writes down how the rest was deleted. It stays on the register. */
export async function proveDeletion(
  actor: Actor,
  { id, version, proof }: DeletionProof,
  now = new Date(),
): Promise<Result<null, Code>> {
  if (!can(actor, 'data-protection:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<null, Code>(actor, async (tx, record) => {
    const before = await found(tx, workspaceId, id)
    if (!before) return fail('not-found')
    if (before.provedAt) return fail('dataset-deleted')
    const { count } = await tx.dataset.updateMany({
      where: { id, workspaceId, version },
      data: { rows: [], proof, provedById: actorId(actor), provedAt: now, version: { increment: 1 } },
    })
    if (count === 0) return fail('stale-version', { current: { ...shownOf(before), version: before.version } })
    record({ action: 'dataset.deleted', subject: { kind: 'dataset', id }, more: { proof } })
    return ok(null)
  })
}
