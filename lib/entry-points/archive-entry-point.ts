import { kindEdited } from '@/lib/approvals/subject-edited'
import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { EntryPointView, VersionedEntryPoint } from './schema'
import { columnsOf, findEntryPoint, findTwin, lastChangeOf, loadMembers, namesOf, toView } from './store'

type Refusal = 'not-allowed' | 'not-found' | 'stale-version' | 'entry-point-exists'

async function setArchived(
  actor: Actor,
  input: VersionedEntryPoint,
  archivedAt: Date | null,
): Promise<Result<EntryPointView, Refusal>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const names = namesOf(await loadMembers(workspaceId))
  return transact<EntryPointView, Refusal>(actor, async (tx, record) => {
    const found = await findEntryPoint(workspaceId, input.id, tx)
    if (!found) return fail('not-found')
    if ((found.archivedAt === null) === (archivedAt === null)) return ok(toView(found, names))
    // Restored beside a row that took its place meanwhile, the two would be one entry point counted twice.
    const twin = archivedAt === null ? await findTwin(tx, workspaceId, { ...columnsOf(found), id: found.id }) : null
    if (twin) return fail('entry-point-exists', { id: twin, name: found.name })
    const written = await tx.entryPoint.updateMany({
      where: { id: found.id, workspaceId, version: input.version },
      data: { archivedAt, version: { increment: 1 } },
    })
    const now = await findEntryPoint(workspaceId, input.id, tx)
    if (!now) return fail('not-found')
    if (written.count === 0) {
      const changedBy = await lastChangeOf(tx, workspaceId, found.id)
      return fail('stale-version', { current: toView(now, names), yours: {}, changedBy })
    }
    record({
      action: archivedAt ? 'entry-point.archived' : 'entry-point.restored',
      subject: { kind: 'entry-point', id: found.id },
      before: { archivedAt: found.archivedAt },
      after: { archivedAt },
    })
    await kindEdited(tx, actor, 'wave')
    return ok(toView(now, names))
  })
}

/** Takes a row off the sheet: it keeps its history and its address, and can be restored. */
export function archiveEntryPoint(actor: Actor, input: VersionedEntryPoint, now = new Date()) {
  return setArchived(actor, input, now)
}

/** Puts an archived row back. Refused when another row has its name, kind and location by now. */
export function restoreEntryPoint(actor: Actor, input: VersionedEntryPoint) {
  return setArchived(actor, input, null)
}
