import { beforeEach, expect, test } from 'vitest'
import { decideApproval } from '@/lib/approvals/decide-approval'
import { requestApproval } from '@/lib/approvals/request-approval'
import { seedEntryPoint } from '@/lib/entry-points/testing/sheet'
import { db, writeTransaction } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { handOver, ownedBy } from './hand-over'
import { listOwnership, saveOwnership } from './ownership'
import { OWNERSHIP_SUBJECT_ID } from './subject-id'

let workspaceId: string
let admin: MemberActor
let juno: MemberActor
let imani: MemberActor
let stranger: MemberActor

async function member(workspace: string, ...roles: Parameters<typeof seedMember>[1]): Promise<MemberActor> {
  const actor = await seedMember(workspace, roles)
  if (actor.kind !== 'member') throw new Error('A seeded member is a member.')
  return actor
}

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  admin = await member(workspaceId, 'admin')
  juno = await member(workspaceId, 'marketing', 'operations')
  imani = await member(workspaceId, 'marketing')
  stranger = await member(await seedWorkspace('Elsewhere'), 'admin', 'operations')
})

const ads = (ownerId: string | null, version = 0) => ({ part: 'ads', ownerId, doerId: null, signerId: null, version })
const partOf = async (part: string) => (await listOwnership(admin)).find((one) => one.part === part)

test('a part gets an owner by name; a stale, foreign or forbidden change is refused', async () => {
  expect((await partOf('ads'))?.gaps).toContain('2 people hold the role, and none of them is named as the owner.')
  expect(await saveOwnership(juno, ads(imani.memberId))).toMatchObject({ value: { version: 1 } })
  expect(await partOf('ads')).toMatchObject({ owner: { kind: 'person', id: imani.memberId }, named: { version: 1 } })
  expect(await saveOwnership(juno, ads(null))).toMatchObject({ code: 'stale-version' })
  expect(await saveOwnership(juno, ads(stranger.memberId, 1))).toMatchObject({ code: 'owner-unknown' })
  const viewer = await member(workspaceId, 'viewer')
  expect(await saveOwnership(viewer, ads(null, 1))).toMatchObject({ code: 'not-allowed' })
  expect((await listOwnership(stranger)).find(({ part }) => part === 'ads')?.named.version).toBe(0)
})

test('the list of owners is signed off as it stands, and an edit makes that stale', async () => {
  const ref = { kind: 'ownership' as const, subjectId: OWNERSHIP_SUBJECT_ID }
  const asked = await requestApproval(juno, { ...ref, reason: 'Everybody has agreed.' })
  expect(asked).toMatchObject({ ok: false, code: 'not-ready-to-sign' })
  const approver = await member(workspaceId, 'approver')
  for (const role of ['crm_owner', 'developer', 'support_lead'] as const) await member(workspaceId, role)
  for (const { part, gaps } of await listOwnership(juno)) {
    if (gaps.length > 0) await saveOwnership(juno, { ...ads(imani.memberId), part })
  }
  const again = await requestApproval(juno, { ...ref, reason: 'Everybody has agreed.' })
  if (!again.ok) throw new Error(again.code)
  const request = await db.approvalRequest.findFirstOrThrow({ where: { workspaceId } })
  const decision = { id: request.id, contentHash: request.contentHash, decision: 'approve' as const }
  expect(await decideApproval(approver, decision)).toMatchObject({ ok: true })
  await saveOwnership(juno, { ...ads(juno.memberId), version: (await partOf('ads'))?.named.version ?? 0 })
  expect(await db.approvalRequest.findFirstOrThrow({ where: { workspaceId } })).toMatchObject({ state: 'stale' })
})

test('everything a person owns goes to another, finished work and other workspaces excepted', async () => {
  await saveOwnership(juno, ads(juno.memberId))
  const row = await seedEntryPoint(juno, { name: 'Till receipt', owner: juno.memberId })
  await writeTransaction(async (tx) => {
    const wave = { workspaceId, ownerMemberId: juno.memberId }
    await tx.wave.create({ data: { id: `wv_a${workspaceId}`, number: 1, name: 'Website', state: 'planned', ...wave } })
    await tx.wave.create({ data: { id: `wv_b${workspaceId}`, number: 2, name: 'Signs', state: 'done', ...wave } })
  })
  const owned = await ownedBy(admin, juno.memberId)
  expect(owned.map(({ key, count }) => [key, count])).toEqual([
    ['parts', 1],
    ['entry-points', 1],
    ['waves', 1],
  ])
  const input = { fromId: juno.memberId, toId: imani.memberId }
  expect(await handOver(juno, input)).toMatchObject({ code: 'not-allowed' })
  expect(await handOver(stranger, input)).toMatchObject({ code: 'not-found' })
  expect(await handOver(admin, { ...input, toId: juno.memberId })).toMatchObject({ code: 'hand-over-to-self' })
  expect(await handOver(admin, { ...input, toId: stranger.memberId })).toMatchObject({ code: 'owner-unknown' })
  expect(await handOver(admin, input)).toMatchObject({ value: { counts: owned } })
  expect(await ownedBy(admin, juno.memberId)).toEqual([])
  const moved = await db.entryPoint.findUniqueOrThrow({ where: { id: row.id } })
  expect(moved).toMatchObject({ ownerMemberId: imani.memberId, version: row.version + 1 })
  const waves = await db.wave.findMany({ where: { workspaceId }, orderBy: { number: 'asc' } })
  expect(waves.map(({ ownerMemberId }) => ownerMemberId)).toEqual([imani.memberId, juno.memberId])
  expect(await handOver(admin, input)).toMatchObject({ code: 'nothing-to-hand-over' })
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'member.handed-over' } })).toBe(1)
})
