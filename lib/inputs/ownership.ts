import { subjectEdited } from '@/lib/approvals/subject-edited'
import { loadPeople } from '@/lib/calendar/people'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, type Tx } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { type Named, ownershipOf, type PartView } from './ownership-rules'
import { mayOwn } from './required-inputs'
import type { PartChange } from './schema'
import { OWNERSHIP_SUBJECT_ID } from './subject-id'

async function namedOf(
  reader: Pick<Tx | typeof db, 'responsibility'>,
  workspaceId: string,
): Promise<Map<string, Named>> {
  const rows = await reader.responsibility.findMany({ where: { workspaceId } })
  return new Map(
    rows.map(({ part, ownerId, doerId, signerId, version }) => [part, { ownerId, doerId, signerId, version }]),
  )
}

/** Every part of the rollout with who owns, does and signs it, and what is missing. */
export async function listOwnership({ workspaceId }: Actor, reader: Tx | typeof db = db): Promise<PartView[]> {
  const [named, people] = await Promise.all([namedOf(reader, workspaceId), loadPeople(workspaceId, reader)])
  return ownershipOf(named, people)
}

type Code = 'not-allowed' | 'stale-version' | 'owner-unknown'
const placesOf = ({ ownerId, doerId, signerId }: Omit<Named, 'version'>) => ({ ownerId, doerId, signerId })

/** Names who owns, does and signs a part; an empty place is answered by the seed split again. */
export async function saveOwnership(actor: Actor, change: PartChange): Promise<Result<{ version: number }, Code>> {
  if (!can(actor, 'inputs:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const { part, version } = change
  return transact<{ version: number }, Code>(actor, async (tx, record) => {
    const where = { workspaceId_part: { workspaceId, part } }
    const before = await tx.responsibility.findUnique({ where })
    if ((before?.version ?? 0) !== version) return fail('stale-version', { current: before })
    for (const place of ['ownerId', 'doerId', 'signerId'] as const) {
      if (before?.[place] !== change[place] && !(await mayOwn(tx, workspaceId, change[place])))
        return fail('owner-unknown')
    }
    if (before) {
      const written = await tx.responsibility.updateMany({
        where: { workspaceId, part, version },
        data: { ...placesOf(change), version: { increment: 1 } },
      })
      if (written.count === 0) return fail('stale-version', { current: before })
    } else {
      await tx.responsibility.create({ data: { id: newId('own'), workspaceId, part, ...placesOf(change) } })
    }
    record({
      action: 'ownership.changed',
      subject: { kind: 'ownership', id: OWNERSHIP_SUBJECT_ID },
      before: before ? placesOf(before) : null,
      after: placesOf(change),
      more: { part },
    })
    await subjectEdited(tx, actor, { kind: 'ownership', subjectId: OWNERSHIP_SUBJECT_ID })
    return ok({ version: version + 1 })
  })
}
