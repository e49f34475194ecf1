import { containsText } from '@/lib/server/contains'
import { db, type Prisma, type Tx } from '@/lib/server/db'
import { nameKey } from '@/lib/shared/name-key'
import { isSystemState, type SystemFilter, type SystemSort, type SystemState } from './vocabulary'

export type SystemRecord = Awaited<ReturnType<typeof db.systemDependency.findFirstOrThrow>>
type Reader = Pick<Tx | typeof db, 'systemDependency'>

/** Searching looks at the name and at every sentence, without case on both databases. */
export function whereSystems(
  workspaceId: string,
  { q, state, lacks }: SystemFilter,
): Prisma.SystemDependencyWhereInput {
  const searched: Prisma.SystemDependencyWhereInput[] = q
    ? [
        { nameKey: { contains: nameKey(q) ?? '' } },
        { dependsHow: containsText(q) },
        { whatBreaks: containsText(q) },
        { replacement: containsText(q) },
      ]
    : []
  return {
    workspaceId,
    archivedAt: null,
    ...(state ? { state } : {}),
    ...(lacks === 'owner' ? { ownerMemberId: null } : {}),
    ...(lacks === 'replacement' ? { replacement: null, state: { in: ['open', 'planned'] } } : {}),
    ...(searched.length > 0 ? { OR: searched } : {}),
  }
}

const COLUMNS: Record<SystemSort, keyof Prisma.SystemDependencyOrderByWithRelationInput> = {
  name: 'nameKey',
  state: 'state',
  updatedAt: 'updatedAt',
}

export type SystemWindow = { sort: SystemSort; dir: 'asc' | 'desc'; skip: number; take: number }

export async function pageOfSystems(
  where: Prisma.SystemDependencyWhereInput,
  { sort, dir, skip, take }: SystemWindow,
): Promise<{ records: SystemRecord[]; total: number }> {
  const [records, total] = await Promise.all([
    db.systemDependency.findMany({ where, orderBy: [{ [COLUMNS[sort]]: dir }, { id: dir }], skip, take }),
    db.systemDependency.count({ where }),
  ])
  return { records, total }
}

export function findSystem(workspaceId: string, id: string, reader: Reader = db): Promise<SystemRecord | null> {
  return reader.systemDependency.findFirst({ where: { id, workspaceId, archivedAt: null } })
}

/** The living system of this name, however it is spelt. */
export function findSystemNamed(reader: Reader, workspaceId: string, name: string): Promise<SystemRecord | null> {
  return reader.systemDependency.findFirst({ where: { workspaceId, archivedAt: null, nameKey: nameKey(name) ?? '' } })
}

export async function countSystems(workspaceId: string): Promise<{ total: number; open: number; ownerless: number }> {
  const living = { workspaceId, archivedAt: null }
  const [total, open, ownerless] = await Promise.all([
    db.systemDependency.count({ where: living }),
    db.systemDependency.count({ where: { ...living, state: 'open' } }),
    db.systemDependency.count({ where: { ...living, ownerMemberId: null } }),
  ])
  return { total, open, ownerless }
}

export function systemStateOf(state: string): SystemState {
  return isSystemState(state) ? state : 'open'
}
