import { kindEdited } from '@/lib/approvals/subject-edited'
import { type Actor, actorId, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { usualRisk } from './kinds'
import { resolvePatch } from './resolve-patch'
import { nameKeyOf } from './rules'
import type { CreateEntryPoint, EntryPointView } from './schema'
import { columnsOf, findEntryPoint, findTwin, loadReferences, namesOf, toView } from './store'

/**
 * Adds one row to the sheet. Refuses a second active row with the same name, kind and location (`entry-point-exists`,
 * with its id), and a wave that does not exist (`unknown-wave`).
 */
export async function createEntryPoint(
  actor: Actor,
  input: CreateEntryPoint,
): Promise<Result<EntryPointView, 'not-allowed' | 'unknown-wave' | 'entry-point-exists'>> {
  if (!can(actor, 'entry-points:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const references = await loadReferences(workspaceId)
  const resolved = resolvePatch(input, references)
  if (!resolved.ok) return resolved
  const id = newId('ep')
  const { name, kind } = input
  const data = { ...resolved.value, name, kind, nameKey: nameKeyOf(name), risk: input.risk ?? usualRisk(kind) }
  return transact(actor, async (tx, record) => {
    const twin = await findTwin(tx, workspaceId, { name, kind, location: input.location ?? null })
    if (twin) return fail('entry-point-exists', { id: twin, name })
    await tx.entryPoint.create({ data: { ...data, id, workspaceId, createdById: actorId(actor) } })
    const made = await findEntryPoint(workspaceId, id, tx)
    if (!made) throw new Error('An entry point was not found right after it was made.')
    record({ action: 'entry-point.created', subject: { kind: 'entry-point', id }, after: filled(columnsOf(made)) })
    await kindEdited(tx, actor, 'wave')
    return ok(toView(made, namesOf(references.members)))
  })
}

/** Leaves out what is empty: the event says what was entered. */
function filled(columns: object): object {
  return Object.fromEntries(Object.entries(columns).filter(([column, value]) => value !== null && column !== 'nameKey'))
}
