import { containsText } from '@/lib/server/contains'
import { db, type Prisma, type Tx } from '@/lib/server/db'
import type { MappedField, MappedSystem } from './rules'
import {
  FIELD_TYPES,
  type FieldFilter,
  type FieldSort,
  IDENTITY_KEYS,
  isIdentityKey,
  KEY_WORDS,
  MAP_SYSTEM_KINDS,
  TRUSTS,
} from './vocabulary'

type Reader = Pick<Tx | typeof db, 'crmSystem' | 'fieldMapping'>

const include = { fields: { orderBy: { identityKey: 'asc' } } } as const satisfies Prisma.CrmSystemInclude
export type StoredSystem = Prisma.CrmSystemGetPayload<{ include: typeof include }>
export type StoredField = StoredSystem['fields'][number]

export function readSystems(workspaceId: string, reader: Reader = db): Promise<StoredSystem[]> {
  return reader.crmSystem.findMany({ where: { workspaceId }, include, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
}

export function findMapSystem(workspaceId: string, id: string, reader: Reader = db): Promise<StoredSystem | null> {
  return reader.crmSystem.findFirst({ where: { id, workspaceId }, include })
}

function oneOf<T extends string>(values: readonly T[], value: string, otherwise: T): T {
  return values.find((one) => one === value) ?? otherwise
}

/** A stored field as the rules know it; null for a key of another version. */
export function mappedField(row: StoredField): MappedField | null {
  if (!isIdentityKey(row.identityKey)) return null
  return {
    identityKey: row.identityKey,
    ...{ fieldName: row.fieldName, isMatchKey: row.isMatchKey },
    fieldType: oneOf(FIELD_TYPES, row.fieldType, 'text'),
    trustedFor: oneOf(TRUSTS, row.trustedFor, 'recognition'),
  }
}

export function mappedSystem({ id, name, kind, fields }: StoredSystem): MappedSystem {
  const mapped = fields.map(mappedField).filter((field) => field !== null)
  return { id, name, kind: oneOf(MAP_SYSTEM_KINDS, kind, 'other'), fields: mapped }
}

export const readersOf = ({ readers }: Pick<StoredField, 'readers'>): string[] =>
  Array.isArray(readers) ? readers.filter((one) => typeof one === 'string') : []

function searched(q: string): Prisma.FieldMappingWhereInput[] {
  const titled = IDENTITY_KEYS.filter((key) => KEY_WORDS[key].title.toLowerCase().includes(q.toLowerCase()))
  return [
    { fieldName: containsText(q) },
    { system: { name: containsText(q) } },
    ...(titled.length > 0 ? [{ identityKey: { in: titled } }] : []),
  ]
}

export function whereFields(workspaceId: string, filter: FieldFilter): Prisma.FieldMappingWhereInput {
  const { q, systemId, key, trust, matching } = filter
  return {
    workspaceId,
    ...(systemId ? { systemId } : {}),
    ...(key ? { identityKey: key } : {}),
    ...(trust ? { trustedFor: trust } : {}),
    ...(matching ? { isMatchKey: true } : {}),
    ...(q ? { OR: searched(q) } : {}),
  }
}

const ORDER: Record<FieldSort, (dir: 'asc' | 'desc') => Prisma.FieldMappingOrderByWithRelationInput> = {
  system: (dir) => ({ system: { name: dir } }),
  key: (dir) => ({ identityKey: dir }),
  field: (dir) => ({ fieldName: dir }),
  updatedAt: (dir) => ({ updatedAt: dir }),
}

export type FieldWindow = { sort: FieldSort; dir: 'asc' | 'desc'; skip: number; take: number }

export async function pageOfFields(where: Prisma.FieldMappingWhereInput, { sort, dir, skip, take }: FieldWindow) {
  const [records, total] = await Promise.all([
    db.fieldMapping.findMany({
      ...{ where, skip, take, include: { system: true } },
      orderBy: [ORDER[sort](dir), { id: dir }],
    }),
    db.fieldMapping.count({ where }),
  ])
  return { records, total }
}
