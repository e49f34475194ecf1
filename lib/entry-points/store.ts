import { db, type Prisma, type Tx } from '@/lib/server/db'
import type { Kind, MoveState, Risk, RollbackState, TestResult } from './kinds'
import { type OwnerReference, ownerOf, type References, type WaveReference } from './references'
import { identityKey, nameKeyOf } from './rules'
import type { EntryColumns, EntryPointView } from './schema'

/** Reads and single-row writes of the sheet, always inside one workspace. The set-wise ones are in bulk-store.ts. */
const withWave = { wave: { select: { id: true, number: true, name: true, state: true } } } as const

export type EntryPointRecord = Prisma.EntryPointGetPayload<{ include: typeof withWave }>

type Reader = Pick<Tx, 'entryPoint' | 'member' | 'wave' | 'auditEvent'>

export type MemberNames = ReadonlyMap<string, { name: string }>

export async function loadMembers(workspaceId: string, reader: Reader = db): Promise<OwnerReference[]> {
  const members = await reader.member.findMany({
    where: { workspaceId },
    select: { id: true, disabledAt: true, user: { select: { name: true, email: true, disabledAt: true } } },
    orderBy: { id: 'asc' },
  })
  return members.map(({ id, disabledAt, user }) => ({
    id,
    name: user.name,
    email: user.email,
    disabled: disabledAt !== null || user.disabledAt !== null,
  }))
}

async function loadWaves(workspaceId: string, reader: Reader = db): Promise<WaveReference[]> {
  return reader.wave.findMany({
    where: { workspaceId },
    select: { id: true, number: true, name: true, state: true },
    orderBy: { number: 'asc' },
  })
}

export async function loadReferences(workspaceId: string, reader: Reader = db): Promise<References> {
  const [members, waves] = await Promise.all([loadMembers(workspaceId, reader), loadWaves(workspaceId, reader)])
  return { members, waves }
}

export function namesOf(members: readonly OwnerReference[]): MemberNames {
  return new Map(members.map((member) => [member.id, { name: member.name }]))
}

export function toView(record: EntryPointRecord, names: MemberNames): EntryPointView {
  const { workspaceId: _workspace, nameKey: _key, ownerMemberId, ownerName, waveId: _wave, ...rest } = record
  const { movedAt: _moved, createdById: _by, ...shown } = rest
  return {
    ...shown,
    kind: record.kind as Kind,
    risk: record.risk as Risk,
    rollbackState: record.rollbackState as RollbackState,
    moveState: record.moveState as MoveState,
    testResult: record.testResult as TestResult,
    owner: ownerOf({ ownerMemberId, ownerName }, names),
    testedAt: record.testedAt?.toISOString() ?? null,
    archivedAt: record.archivedAt?.toISOString() ?? null,
    createdAt: record.createdAt.toISOString(),
    updatedAt: record.updatedAt.toISOString(),
  }
}

/** The columns a change can touch, in the form that audit events and batch rows keep. */
export function columnsOf(record: EntryPointRecord): EntryColumns {
  const { name, nameKey, location, audience, currentDestination, newDestination, ownerMemberId, ownerName } = record
  const { updateDate, waveId, rollbackPath, leadDays, notes, testMessage } = record
  return {
    ...{ name, nameKey, location, audience, currentDestination, newDestination, ownerMemberId, ownerName },
    ...{ updateDate, waveId, rollbackPath, leadDays, notes, testMessage },
    rollbackState: record.rollbackState as RollbackState,
    kind: record.kind as Kind,
    risk: record.risk as Risk,
    testResult: record.testResult as TestResult,
    testedAt: record.testedAt?.toISOString() ?? null,
    archivedAt: record.archivedAt?.toISOString() ?? null,
  }
}

export async function findEntryPoint(
  workspaceId: string,
  id: string,
  reader: Reader = db,
): Promise<EntryPointRecord | null> {
  return reader.entryPoint.findFirst({ where: { id, workspaceId }, include: withWave })
}

/** The id of another active row with the same name, kind and location, if there is one. */
export async function findTwin(
  tx: Reader,
  workspaceId: string,
  row: { id?: string; name: string; kind: Kind; location: string | null },
): Promise<string | null> {
  const candidates = await tx.entryPoint.findMany({
    where: { workspaceId, archivedAt: null, nameKey: nameKeyOf(row.name), kind: row.kind },
    select: { id: true, name: true, location: true },
  })
  const key = identityKey(row)
  const twin = candidates.find((one) => one.id !== row.id && identityKey({ ...one, kind: row.kind }) === key)
  return twin?.id ?? null
}

/** The columns as Prisma takes them. */
export function toData(columns: Partial<EntryColumns>): Prisma.EntryPointUncheckedUpdateManyInput {
  const { testedAt, archivedAt, ...plain } = columns
  return {
    ...plain,
    ...(testedAt === undefined ? {} : { testedAt: testedAt === null ? null : new Date(testedAt) }),
    ...(archivedAt === undefined ? {} : { archivedAt: archivedAt === null ? null : new Date(archivedAt) }),
  }
}

/** A check says something about a row and changes none of its fields. */
const NO_EDITS = ['entry-point.checked', 'entry-point.attested'] as const

export type LastChange = { name: string; at: string }

/** Who changed a row last, for the person who is told that their version is old. */
export async function lastChangeOf(reader: Reader, workspaceId: string, id: string): Promise<LastChange | null> {
  const event = await reader.auditEvent.findFirst({
    where: { workspaceId, subjectKind: 'entry-point', subjectId: id, action: { notIn: [...NO_EDITS] } },
    orderBy: { seq: 'desc' },
    select: { actorId: true, actorKind: true, at: true },
  })
  if (!event) return null
  const at = event.at.toISOString()
  if (event.actorKind !== 'member' || !event.actorId) return { name: 'Another program', at }
  const member = await reader.member.findFirst({
    where: { id: event.actorId, workspaceId },
    select: { user: { select: { name: true } } },
  })
  return { name: member?.user.name ?? 'A former member', at }
}
