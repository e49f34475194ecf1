import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { seedMember, seedWorkspace } from '@/lib/server/testing/seed'
import { listInputs, saveInput } from './required-inputs'
import type { SystemInput } from './schema'
import { addSystem, archiveSystem, changeSystem, exportSystems, listSystems, systemDetail } from './systems'
import type { SystemFilter } from './vocabulary'

let workspaceId: string
let ops: MemberActor
let viewer: MemberActor
let stranger: MemberActor

async function member(workspace: string, ...roles: Parameters<typeof seedMember>[1]): Promise<MemberActor> {
  const actor = await seedMember(workspace, roles)
  if (actor.kind !== 'member') throw new Error('A seeded member is a member.')
  return actor
}

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  ops = await member(workspaceId, 'operations')
  viewer = await member(workspaceId, 'viewer')
  stranger = await member(await seedWorkspace('Elsewhere'), 'operations')
})

const complete = () => ({
  ...{ key: 'numbers' as const, state: 'complete' as const, version: 0 },
  ...{ ownerMemberId: ops.memberId, evidence: 'Compared with WhatsApp Manager on 24 November.' },
})

test('the seven inputs are there from the start, and each is written down with owner, state and evidence', async () => {
  expect((await listInputs(ops)).map(({ state, version }) => [state, version])).toEqual(Array(7).fill(['open', 0]))
  expect(await saveInput(ops, complete())).toMatchObject({ ok: true, value: { version: 1 } })
  const [numbers] = await listInputs(ops)
  expect(numbers).toMatchObject({ key: 'numbers', state: 'complete', ownerLeft: false, version: 1 })
  expect((await listInputs(stranger))[0]).toMatchObject({ state: 'open', version: 0 })
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'input.changed' } })).toBe(1)
})

test('complete without evidence or owner is refused, and so is a stale version, a viewer and a foreign owner', async () => {
  expect(await saveInput(ops, { ...complete(), evidence: null })).toMatchObject({ code: 'input-needs-evidence' })
  expect(await saveInput(ops, { ...complete(), ownerMemberId: null })).toMatchObject({ code: 'input-needs-evidence' })
  expect(await saveInput(viewer, complete())).toMatchObject({ code: 'not-allowed' })
  const foreign = { ...complete(), ownerMemberId: stranger.memberId }
  expect(await saveInput(ops, foreign)).toMatchObject({ code: 'owner-unknown' })
  await saveInput(ops, complete())
  expect(await saveInput(ops, complete())).toMatchObject({
    code: 'stale-version',
    details: { current: { version: 1, state: 'complete' } },
  })
})

const inbox = (): SystemInput => ({
  ...{ system: 'Ticket inbox', dependsHow: 'Finds the customer by phone.', state: 'open', ownerMemberId: null },
  ...{ whatBreaks: 'A second ticket for one person.', replacement: null },
})

const window = { sort: 'name', dir: 'asc', skip: 0, take: 50 } as const
const names = async (filter: SystemFilter = {}, actor = ops) =>
  (await listSystems(actor, { ...window, filter })).rows.map(({ system }) => system)

test('a system is added, found, changed, taken off and put back', async () => {
  const added = await addSystem(ops, inbox())
  if (!added.ok) throw new Error(added.code)
  const { id } = added.value
  expect(await addSystem(ops, { ...inbox(), system: ' TICKET  inbox' })).toMatchObject({ code: 'system-exists' })
  await addSystem(ops, { ...inbox(), system: 'Billing report', state: 'keeps_phone', ownerMemberId: ops.memberId })
  expect(await names()).toEqual(['Billing report', 'Ticket inbox'])
  expect(await names({ q: 'SECOND TICKET' })).toHaveLength(2)
  expect(await names({ lacks: 'owner' })).toEqual(['Ticket inbox'])
  expect(await names({ lacks: 'replacement' })).toEqual(['Ticket inbox'])
  expect(await names({ state: 'keeps_phone' })).toEqual(['Billing report'])
  expect(await names({}, stranger)).toEqual([])

  const change = { ...inbox(), id, version: 1, state: 'planned' as const, replacement: 'Match by BSUID first.' }
  expect(await changeSystem(viewer, change)).toMatchObject({ code: 'not-allowed' })
  expect(await changeSystem(stranger, change)).toMatchObject({ code: 'not-found' })
  expect(await changeSystem(ops, { ...change, system: 'billing report' })).toMatchObject({ code: 'system-exists' })
  expect(await changeSystem(ops, change)).toMatchObject({ value: { version: 2 } })
  expect(await changeSystem(ops, change)).toMatchObject({
    code: 'stale-version',
    details: { current: { state: 'planned' } },
  })
  expect(await systemDetail(stranger, id)).toBeNull()

  expect(await archiveSystem(stranger, { id, version: 2 }, true)).toMatchObject({ code: 'not-found' })
  expect(await archiveSystem(ops, { id, version: 2 }, true)).toMatchObject({ ok: true })
  expect(await names()).toEqual(['Billing report'])
  expect(await archiveSystem(ops, { id, version: 3 }, false)).toMatchObject({ ok: true })
  expect(await names()).toEqual(['Billing report', 'Ticket inbox'])
})

test('the register leaves as a file whose cells are never formulas', async () => {
  await addSystem(ops, { ...inbox(), system: '=cmd|calc' })
  const made = await exportSystems(ops, { state: 'open' })
  if (!made.ok) throw new Error(made.code)
  const [head, line] = (await new Response(made.value).text()).split('\r\n')
  expect(head).toContain('system,depends_how,what_breaks,replacement,owner,state')
  expect(line).toMatch(/^"'=cmd\|calc"/)
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'inputs.exported' } })).toBe(1)
})
