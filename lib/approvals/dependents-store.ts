import type { Prisma } from '@/lib/server/db'
import { kindsBelow } from './graph'
import type { Reader } from './store'
import type { NodeKind, SubjectRef } from './vocabulary'

/** One record that rests on a decision. */
export type Dependent = { kind: NodeKind; id: string; title: string; ownerMemberId: string | null }

/** Which business the decision is about: everything of the workspace, or what leads to one number. */
type Reach = { workspaceId: string; entryPoints: Prisma.EntryPointWhereInput }

const NOTHING: Prisma.EntryPointWhereInput = { id: { in: [] } }

/** Entry points whose new destination names the handle or its number; every spelling of a link contains one of them. */
async function reachOf(reader: Reader, workspaceId: string, { kind, subjectId }: SubjectRef): Promise<Reach> {
  const planned = { workspaceId, archivedAt: null, newDestination: { not: null }, moveState: { not: 'stays' } }
  if (kind !== 'handle') return { workspaceId, entryPoints: planned }
  const handle = await reader.handle.findFirst({
    where: { id: subjectId, workspaceId },
    include: { candidates: { where: { state: 'chosen' } } },
  })
  if (!handle) return { workspaceId, entryPoints: NOTHING }
  const number = await reader.businessNumber.findFirst({ where: { id: handle.numberId, workspaceId } })
  const names = [handle.approvedName, handle.metaName, ...handle.candidates.map(({ name }) => name)]
  const words = [...new Set([...names, number?.displayDigits].filter((word) => word !== null && word !== undefined))]
  const leads = words.map((word) => ({ newDestination: { contains: word } }))
  return { workspaceId, entryPoints: leads.length > 0 ? { ...planned, OR: leads } : NOTHING }
}

async function routing(reader: Reader, { workspaceId }: Reach): Promise<Dependent[]> {
  const active = await reader.routingRuleSet.findFirst({ where: { workspaceId, activeKey: workspaceId } })
  return active ? [{ kind: 'routing', id: 'rules', title: 'Routing rules', ownerMemberId: active.createdById }] : []
}

async function policies(reader: Reader, { workspaceId }: Reach): Promise<Dependent[]> {
  const rows = await reader.namingPolicy.findMany({ where: { workspaceId, state: 'active' } })
  return rows.map(({ id, number, createdById }) => ({
    ...{ kind: 'policy' as const, id, title: `Naming policy, version ${number}`, ownerMemberId: createdById },
  }))
}

async function entryPoints(reader: Reader, reach: Reach): Promise<Dependent[]> {
  const select = { id: true, name: true, ownerMemberId: true }
  const rows = await reader.entryPoint.findMany({ where: reach.entryPoints, select, orderBy: { id: 'asc' } })
  return rows.map(({ id, name, ownerMemberId }) => ({ kind: 'entry-point', id, title: name, ownerMemberId }))
}

/** Waves that are not over and hold such entry points. */
async function waves(reader: Reader, { workspaceId, entryPoints: some }: Reach): Promise<Dependent[]> {
  const rows = await reader.wave.findMany({
    where: { workspaceId, state: { notIn: ['done', 'rolled_back'] }, entryPoints: { some } },
    orderBy: { number: 'asc' },
  })
  return rows.map(({ id, number, name, ownerMemberId }) => ({
    ...{ kind: 'wave' as const, id, title: `Wave ${number} · ${name}`, ownerMemberId },
  }))
}

/** Of each plan the records of its last run: what was proved before it is history. */
async function testRecords(reader: Reader, { workspaceId }: Reach): Promise<Dependent[]> {
  const runs = await reader.testRun.findMany({
    where: { workspaceId, state: 'done' },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    select: { id: true, planId: true },
  })
  const last = new Map<string | null, string>()
  for (const { id, planId } of runs) if (!last.has(planId)) last.set(planId, id)
  const rows = await reader.testRecord.findMany({
    where: { workspaceId, runId: { in: [...last.values()] } },
    select: { id: true, variation: true, ownerId: true },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ id, variation, ownerId }) => ({
    ...{ kind: 'test-record' as const, id, title: variation, ownerMemberId: ownerId },
  }))
}

async function macros(reader: Reader, { workspaceId }: Reach): Promise<Dependent[]> {
  const rows = await reader.macro.findMany({ where: { workspaceId, archivedAt: null }, orderBy: { id: 'asc' } })
  return rows.map(({ id, title, ownerMemberId }) => ({ kind: 'macro', id, title, ownerMemberId }))
}

const FINDERS: Partial<Record<NodeKind, (reader: Reader, reach: Reach) => Promise<Dependent[]>>> = {
  routing,
  policy: policies,
  'entry-point': entryPoints,
  wave: waves,
  'test-record': testRecords,
  macro: macros,
}

/** Everything that rests on a decision, by the graph. */
export async function findDependents(reader: Reader, workspaceId: string, ref: SubjectRef): Promise<Dependent[]> {
  const kinds = kindsBelow(ref.kind)
  if (kinds.length === 0) return []
  const reach = await reachOf(reader, workspaceId, ref)
  const found: Dependent[] = []
  for (const kind of kinds) found.push(...((await FINDERS[kind]?.(reader, reach)) ?? []))
  return found
}
