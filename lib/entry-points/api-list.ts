import type { Actor } from '@/lib/server/actor'
import { can } from '@/lib/server/actor'
import { fail, ok, type Result } from '@/lib/shared/result'
import type { EntryPointFilters } from './filters'
import { findIdsAfter, findRecords } from './list-store'
import { contextOf } from './queries'
import { waveText } from './references'
import type { EntryPointView } from './schema'
import { loadMembers, namesOf, toView } from './store'

/** One entry point as the API answers it: the CSV's fields in camel case, owner and wave as the text that names them. */
export type EntryPointAnswer = Omit<EntryPointView, 'owner' | 'wave' | 'importId'> & {
  owner: string | null
  ownerMemberId: string | null
  wave: string | null
  waveId: string | null
}

export function toAnswer(view: EntryPointView): EntryPointAnswer {
  const { owner, wave, importId: _import, ...rest } = view
  return {
    ...rest,
    owner: owner?.name ?? null,
    ownerMemberId: owner?.memberId ?? null,
    wave: wave ? waveText(wave, [wave]) : null,
    waveId: wave?.id ?? null,
  }
}

export type EntryPointListRequest = {
  cursor?: string | undefined
  limit?: number | undefined
  filters?: EntryPointFilters
}

const MOST = 1000

/** The sheet for the API, oldest first. The cursor is the id of the last row; `nextCursor` is null at the end. */
export async function listEntryPoints(
  actor: Actor,
  request: EntryPointListRequest = {},
): Promise<Result<{ items: EntryPointAnswer[]; nextCursor: string | null }, 'not-allowed'>> {
  if (!can(actor, 'entry-points:read')) return fail('not-allowed')
  const { workspaceId } = actor
  const take = Math.min(Math.max(1, request.limit ?? 100), MOST)
  const [context, members] = await Promise.all([contextOf(actor), loadMembers(workspaceId)])
  const read = { filters: request.filters ?? {}, context }
  const ids = await findIdsAfter(read, request.cursor ?? '', take + 1)
  const records = await findRecords(workspaceId, ids.slice(0, take), context.waves)
  const names = namesOf(members)
  const items = records.map((record) => toAnswer(toView(record, names)))
  return ok({ items, nextCursor: ids.length > take ? (items.at(-1)?.id ?? null) : null })
}
