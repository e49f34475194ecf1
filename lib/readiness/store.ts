import { currentMapHash } from '@/lib/field-map/checks'
import { db } from '@/lib/server/db'
import type { GateFacts } from './rules'

/** The seven required inputs of the rollout. */
const INPUTS_NEEDED = 7

async function inputs(workspaceId: string): Promise<GateFacts['inputs']> {
  const [recorded, complete, ownerless] = await Promise.all([
    db.requiredInput.count({ where: { workspaceId } }),
    db.requiredInput.count({ where: { workspaceId, state: 'complete' } }),
    db.requiredInput.count({ where: { workspaceId, ownerMemberId: null } }),
  ])
  return { needed: INPUTS_NEEDED, recorded, complete, ownerless }
}

async function handle(workspaceId: string): Promise<GateFacts['handle']> {
  const [handles, decided, revoked] = await Promise.all([
    db.handle.count({ where: { workspaceId, state: { not: 'released' } } }),
    db.handle.count({ where: { workspaceId, state: { in: ['approved', 'reserved', 'live'] } } }),
    db.handle.count({ where: { workspaceId, state: 'revoked' } }),
  ])
  return { handles, decided, revoked }
}

/** `stale`: versions in force whose last sign-off does not hold any more, because what they rest on was changed. */
async function policy(workspaceId: string): Promise<GateFacts['policy']> {
  const [drafts, inForce] = await Promise.all([
    db.namingPolicy.count({ where: { workspaceId, state: 'draft' } }),
    db.namingPolicy.findMany({ where: { workspaceId, state: 'active' }, select: { id: true } }),
  ])
  const signOffs = await Promise.all(
    inForce.map(({ id }) =>
      db.approvalRequest.findFirst({
        where: { workspaceId, subjectKind: 'policy', subjectId: id, state: { not: 'withdrawn' } },
        orderBy: { id: 'desc' },
        select: { state: true },
      }),
    ),
  )
  const stale = signOffs.filter((last) => last && last.state !== 'approved').length
  return { drafts, active: inForce.length, stale }
}

async function identity(workspaceId: string): Promise<GateFacts['identity']> {
  const [checks, last, openConflicts, hash] = await Promise.all([
    db.conversationCheck.count({ where: { workspaceId } }),
    db.conversationCheck.findFirst({
      where: { workspaceId },
      orderBy: [{ ranAt: 'desc' }, { id: 'desc' }],
      select: { passed: true, mapHash: true },
    }),
    db.conflict.count({ where: { workspaceId, state: 'open' } }),
    currentMapHash(workspaceId),
  ])
  const mapChanged = last !== null && last.mapHash !== hash
  return { checks, lastPassed: last?.passed ?? false, mapChanged, openConflicts }
}

async function tests(workspaceId: string): Promise<GateFacts['tests']> {
  const [runs, last, openRecords] = await Promise.all([
    db.testRun.count({ where: { workspaceId, state: 'done' } }),
    db.testRun.findFirst({
      where: { workspaceId, state: 'done' },
      orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
      select: { id: true, failed: true },
    }),
    db.testRecord.count({ where: { workspaceId, fixState: { in: ['open', 'fixing', 'fixed'] } } }),
  ])
  const lastUntold = last
    ? await db.testRecord.count({ where: { runId: last.id, result: { in: ['untold', 'waiting'] } } })
    : 0
  return { runs, lastFailed: last?.failed ?? 0, lastUntold, openRecords }
}

async function scripts(workspaceId: string): Promise<GateFacts['scripts']> {
  const [macros, inactive] = await Promise.all([
    db.macro.count({ where: { workspaceId, archivedAt: null } }),
    db.macro.count({ where: { workspaceId, archivedAt: null, activeNumber: null } }),
  ])
  return { macros, inactive }
}

async function dataProtection(workspaceId: string): Promise<GateFacts['dataProtection']> {
  const [datasets, undecided] = await Promise.all([
    db.dataset.count({ where: { workspaceId } }),
    db.dataset.count({ where: { workspaceId, decision: null } }),
  ])
  return { datasets, undecided }
}

async function signOffs(workspaceId: string): Promise<GateFacts['signOffs']> {
  const [requests, open, stale] = await Promise.all([
    db.approvalRequest.count({ where: { workspaceId, state: { not: 'withdrawn' } } }),
    db.approvalRequest.count({ where: { workspaceId, state: 'open' } }),
    db.approvalRequest.count({ where: { workspaceId, state: 'stale' } }),
  ])
  return { requests, open, stale }
}

/** What every room has recorded, counted: index reads alone, cheap enough for each page that shows a gate. */
export async function readGateFacts(workspaceId: string): Promise<GateFacts> {
  const [one, two, three, four, five, six, seven, eight] = await Promise.all([
    inputs(workspaceId),
    handle(workspaceId),
    policy(workspaceId),
    identity(workspaceId),
    tests(workspaceId),
    scripts(workspaceId),
    dataProtection(workspaceId),
    signOffs(workspaceId),
  ])
  return {
    ...{ inputs: one, handle: two, policy: three, identity: four },
    ...{ tests: five, scripts: six, dataProtection: seven, signOffs: eight },
  }
}

/** Who answers for the parts of the rollout by name, and who holds a role when nobody was named. */
export async function readOwners(workspaceId: string): Promise<{
  named: ReadonlyMap<string, string>
  byRole: ReadonlyMap<string, string[]>
}> {
  const [members, responsible] = await Promise.all([
    db.member.findMany({
      where: { workspaceId, disabledAt: null, user: { disabledAt: null } },
      select: { id: true, user: { select: { name: true } }, roles: { select: { role: true } } },
      orderBy: { id: 'asc' },
    }),
    db.responsibility.findMany({ where: { workspaceId }, select: { part: true, ownerId: true } }),
  ])
  const names = new Map(members.map((member) => [member.id, member.user.name]))
  const byRole = new Map<string, string[]>()
  for (const { user, roles } of members) {
    for (const { role } of roles) byRole.set(role, [...(byRole.get(role) ?? []), user.name])
  }
  const named = responsible.flatMap(({ part, ownerId }): [string, string][] => {
    const name = names.get(ownerId ?? '')
    return name ? [[part, name]] : []
  })
  return { named: new Map(named), byRole }
}
