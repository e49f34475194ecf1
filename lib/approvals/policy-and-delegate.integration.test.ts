import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { changePolicy, listPolicies } from './change-policy'
import { endDelegation, nameDelegate, ownDelegation } from './delegate'
import type { PolicyChange } from './schema'

const NOW = new Date('2026-11-26T12:00:00Z')
let workspaceId: string
let admin: MemberActor
let ines: MemberActor
let stranger: MemberActor

async function member(workspace: string, role: 'admin' | 'approver' | 'marketing', name: string): Promise<MemberActor> {
  const actor = await seedMember(workspace, [role], name)
  if (actor.kind !== 'member') throw new Error('A seeded member is a member.')
  return actor
}

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  admin = await member(workspaceId, 'admin', 'Marta Ash')
  ines = await member(workspaceId, 'approver', 'Ines Vale')
  stranger = await member(await seedWorkspace('Elsewhere'), 'admin', 'Stig Rowan')
})

const change = (given: Partial<PolicyChange> = {}): PolicyChange => ({
  ...{ kind: 'policy', roles: ['approver', 'admin'], quorum: 2, expiryDays: null, required: true, version: 0 },
  ...given,
})
const policyOf = async (actor = admin) => (await listPolicies(actor)).find(({ kind }) => kind === 'policy')

test('who signs off a kind is changed with its version, by an admin of the workspace', async () => {
  expect(await policyOf()).toMatchObject({ roles: ['approver'], quorum: 1, version: 0, holders: ['Ines Vale'] })
  expect(await changePolicy(ines, change())).toMatchObject({ code: 'not-allowed' })
  expect(await changePolicy(admin, change({ quorum: 3 }))).toMatchObject({
    ...{ code: 'quorum-unreachable', details: { quorum: 3, holders: 2 } },
  })
  expect(await changePolicy(admin, change({ roles: ['emperor'] }))).toMatchObject({ code: 'unknown-role' })
  expect(await changePolicy(admin, change())).toMatchObject({ value: { version: 1 } })
  expect(await changePolicy(admin, change())).toMatchObject({ code: 'stale-version' })
  expect(await changePolicy(admin, change({ quorum: 1, version: 1 }))).toMatchObject({ value: { version: 2 } })
  expect(await policyOf()).toMatchObject({ quorum: 1, expiryDays: null, required: true, version: 2 })
  expect(await policyOf(stranger)).toMatchObject({ version: 0 })
  const events = await db.auditEvent.count({ where: { workspaceId, action: 'approval-policy.changed' } })
  expect(events).toBe(2)
})

test('two admins at once: one policy', async () => {
  const both = await Promise.all([changePolicy(admin, change()), changePolicy(admin, change({ quorum: 1 }))])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
})

test('somebody decides in my place until a day, is told, and I come back', async () => {
  const own = () => ownDelegation(ines, NOW)
  expect(await own()).toMatchObject({ to: null, version: 1, choices: [{ name: 'Marta Ash' }] })
  const input = { delegateId: admin.memberId, until: '2026-11-30', version: 1 }
  expect(await nameDelegate(ines, { ...input, delegateId: ines.memberId }, NOW)).toMatchObject({
    code: 'delegate-unknown',
  })
  expect(await nameDelegate(ines, { ...input, delegateId: stranger.memberId }, NOW)).toMatchObject({
    code: 'delegate-unknown',
  })
  expect(await nameDelegate(ines, { ...input, until: '2026-11-25' }, NOW)).toMatchObject({ code: 'delegate-day' })
  expect(await nameDelegate(ines, { ...input, until: '2027-11-25' }, NOW)).toMatchObject({ code: 'delegate-day' })
  expect(await nameDelegate(ines, input, NOW)).toMatchObject({ value: { version: 2 } })
  expect(await nameDelegate(ines, input, NOW)).toMatchObject({ code: 'stale-version' })
  expect(await own()).toMatchObject({ to: { name: 'Marta Ash' }, version: 2 })
  expect((await ownDelegation(admin, NOW)).for).toEqual(['Ines Vale'])
  // The day itself counts to its end, on the clocks of the workspace; then it is over by itself.
  expect((await ownDelegation(ines, new Date('2026-12-02T12:00:00Z'))).to).toBeNull()
  expect(await db.notification.count({ where: { workspaceId, kind: 'delegate.named' } })).toBe(1)
  expect(await endDelegation(ines, { version: 1 })).toMatchObject({ code: 'stale-version' })
  expect(await endDelegation(ines, { version: 2 })).toMatchObject({ ok: true })
  expect((await own()).to).toBeNull()
})
