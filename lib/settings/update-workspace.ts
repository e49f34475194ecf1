import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { type Failure, fail, ok, type Result } from '@/lib/shared/result'
import { beforeOf, changedFields } from './changes'
import { type LastChange, lastChangeOf } from './last-change'
import type { GeneralInput } from './schema'

export type GeneralSettings = GeneralInput
type StaleGeneral = { current: GeneralSettings; changedBy: LastChange | null }

type Code = 'not-allowed' | 'not-found' | 'stale-version'

/** Name, time zone, default country and how long bodies of deliveries are kept. */
export async function updateWorkspace(
  actor: Actor,
  { version, ...wanted }: GeneralInput,
): Promise<Result<GeneralSettings, Code>> {
  if (!can(actor, 'settings:write')) return fail('not-allowed')
  const { workspaceId: id } = actor
  return transact<GeneralSettings, Code>(actor, async (tx, record) => {
    const found = await tx.workspace.findUnique({ where: { id } })
    if (!found) return fail('not-found')
    const { name, zone, defaultCountry, bodyRetentionDays } = found
    const before = { name, zone, defaultCountry, bodyRetentionDays }
    const stale = async (): Promise<Failure<'stale-version'>> => {
      const details: StaleGeneral = {
        current: { ...before, version: found.version },
        changedBy: await lastChangeOf(tx, { workspaceId: id, kind: 'workspace', id }),
      }
      return fail('stale-version', details)
    }
    if (found.version !== version) return stale()
    const changes = changedFields(before, wanted)
    if (Object.keys(changes).length === 0) return ok({ ...before, version })
    const written = await tx.workspace.updateMany({
      where: { id, version },
      data: { ...changes, version: { increment: 1 } },
    })
    if (written.count === 0) return stale()
    const subject = { kind: 'workspace', id }
    record({ action: 'workspace.updated', subject, before: beforeOf(before, changes), after: changes })
    return ok({ ...wanted, version: version + 1 })
  })
}
