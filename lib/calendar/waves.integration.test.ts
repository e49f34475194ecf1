import { beforeEach, describe, expect, test } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { createWave } from './create-wave'
import { editWave, removeWave, reorderWave } from './edit-wave'
import { moveWave, overrideRelease } from './move-wave'
import { wavesWithCounts } from './queries'
import { createWaveSchema } from './schema'
import { type CalendarWorld, memberOf, openAllGates, seedCalendar, seedPoint, seedWave } from './testing/world'

let world: CalendarWorld

beforeEach(async () => {
  world = await seedCalendar()
})

const plan = (given: object) => createWaveSchema.parse({ name: 'Website', ...given })
const waveRow = (id: string) => db.wave.findUniqueOrThrow({ where: { id } })
const actionsOf = async (subjectId: string) => {
  const events = await db.auditEvent.findMany({ where: { subjectId }, orderBy: { seq: 'asc' } })
  return events.map((event) => event.action)
}

describe('planning', () => {
  test('waves are numbered as they are planned; a window is read in the zone of the workspace', async () => {
    await writeTransaction((tx) =>
      tx.workspace.update({ where: { id: world.workspaceId }, data: { zone: 'Asia/Dubai' } }),
    )
    const window = { starts: '2026-12-01T09:00', ends: '2026-12-03T17:30' }
    const first = await createWave(world.operations, plan({ window, ownerMemberId: memberOf(world.operations) }))
    const second = await createWave(
      world.operations,
      plan({ name: 'Ads', dependsOnId: first.ok ? first.value.id : '' }),
    )
    expect([first.ok && first.value.number, second.ok && second.value.number]).toEqual([1, 2])
    const waves = await wavesWithCounts(world.operations)
    expect(waves[0]).toMatchObject({
      startsAt: new Date('2026-12-01T05:00:00Z'),
      endsAt: new Date('2026-12-03T13:30:00Z'),
    })
    expect(waves[1]?.dependsOn).toMatchObject({ number: 1, state: 'planned' })
    expect(await actionsOf(waves[0]?.id ?? '')).toEqual(['wave.created'])
  })

  test('refuses a window that ends before it begins, and people and waves of other workspaces', async () => {
    const backwards = { starts: '2026-12-03T09:00', ends: '2026-12-03T09:00' }
    expect(await createWave(world.operations, plan({ window: backwards }))).toMatchObject({ code: 'window-backwards' })
    const foreign = await seedWave(world.stranger.workspaceId)
    expect(await createWave(world.operations, plan({ dependsOnId: foreign }))).toMatchObject({ code: 'unknown-wave' })
    const stranger = memberOf(world.stranger)
    expect(await createWave(world.operations, plan({ ownerMemberId: stranger }))).toMatchObject({
      code: 'owner-unknown',
    })
  })

  test('only operations plan: everybody else is refused, and nothing is written', async () => {
    const id = await seedWave(world.workspaceId)
    for (const actor of [world.marketing, world.support, world.approver, world.viewer]) {
      expect(await createWave(actor, plan({}))).toMatchObject({ code: 'not-allowed' })
      expect(await editWave(actor, { id, version: 1, patch: { name: 'X' } })).toMatchObject({ code: 'not-allowed' })
      expect(await removeWave(actor, { id, version: 1 })).toMatchObject({ code: 'not-allowed' })
      expect(await moveWave(actor, { id, version: 1, move: 'mark-ready' })).toMatchObject({ code: 'not-allowed' })
      expect(await reorderWave(actor, { id, version: 1, direction: 'later' })).toMatchObject({ code: 'not-allowed' })
    }
    expect(await db.wave.count({ where: { workspaceId: world.workspaceId } })).toBe(1)
  })

  test('a wave of another workspace does not exist', async () => {
    const id = await seedWave(world.workspaceId)
    expect(await editWave(world.stranger, { id, version: 1, patch: { name: 'X' } })).toMatchObject({
      code: 'not-found',
    })
    expect(await moveWave(world.stranger, { id, version: 1, move: 'release' })).toMatchObject({ code: 'not-found' })
    const reason = 'Because I say so'
    expect(await overrideRelease(world.stranger, { id, version: 1, reason })).toMatchObject({ code: 'not-found' })
    expect(await removeWave(world.stranger, { id, version: 1 })).toMatchObject({ code: 'not-found' })
    expect((await waveRow(id)).version).toBe(1)
  })

  test('the second of two editors sees both versions and who was faster', async () => {
    const id = await seedWave(world.workspaceId)
    expect(await editWave(world.operations, { id, version: 1, patch: { name: 'Help pages' } })).toMatchObject({
      ok: true,
    })
    const second = await editWave(world.operations, { id, version: 1, patch: { name: 'Profiles' } })
    expect(second).toMatchObject({
      code: 'stale-version',
      details: { current: { name: 'Help pages', version: 2 }, changedBy: { name: 'Odo Marsh' } },
    })
  })

  test('an edit that changes nothing is no new version; a circle of waves is refused', async () => {
    const one = await seedWave(world.workspaceId, { number: 1 })
    const two = await seedWave(world.workspaceId, { number: 2, dependsOnId: one })
    expect(await editWave(world.operations, { id: one, version: 1, patch: { name: 'Group 1' } })).toEqual({
      ok: true,
      value: { version: 1 },
    })
    const circle = { id: one, version: 1, patch: { dependsOnId: two } }
    expect(await editWave(world.operations, circle)).toMatchObject({ code: 'wave-in-circle' })
  })

  test('two plans change places; what was released keeps its number', async () => {
    const one = await seedWave(world.workspaceId, { number: 1, state: 'done' })
    const two = await seedWave(world.workspaceId, { number: 2 })
    const three = await seedWave(world.workspaceId, { number: 3 })
    const swapped = await reorderWave(world.operations, { id: three, version: 1, direction: 'earlier' })
    expect(swapped).toEqual({ ok: true, value: { number: 2 } })
    const numbers = await Promise.all([one, two, three].map(async (id) => (await waveRow(id)).number))
    expect(numbers).toEqual([1, 3, 2])
    const now = await waveRow(three)
    expect(
      await reorderWave(world.operations, { id: three, version: now.version, direction: 'earlier' }),
    ).toMatchObject({
      code: 'wave-under-way',
    })
    const last = await waveRow(two)
    expect(await reorderWave(world.operations, { id: two, version: last.version, direction: 'later' })).toMatchObject({
      code: 'wave-at-end',
    })
  })

  test('only an empty plan can be removed, and what waited for it waits no longer', async () => {
    const one = await seedWave(world.workspaceId, { number: 1 })
    const two = await seedWave(world.workspaceId, { number: 2, dependsOnId: one })
    const point = await seedPoint(world.workspaceId, { waveId: one })
    expect(await removeWave(world.operations, { id: one, version: 1 })).toMatchObject({ code: 'wave-not-empty' })
    await writeTransaction((tx) => tx.entryPoint.update({ where: { id: point }, data: { waveId: null } }))
    expect(await removeWave(world.operations, { id: one, version: 1 })).toMatchObject({ ok: true })
    expect((await waveRow(two)).dependsOnId).toBeNull()
  })
})

describe('releasing', () => {
  async function readyWave(given = {}): Promise<string> {
    const id = await seedWave(world.workspaceId, {
      state: 'ready',
      ownerMemberId: memberOf(world.operations),
      ...given,
    })
    await seedPoint(world.workspaceId, { waveId: id })
    return id
  }

  test('is refused while gates are closed, each named with its owner', async () => {
    const id = await readyWave()
    const refused = await moveWave(world.operations, { id, version: 1, move: 'release' })
    expect(refused).toMatchObject({ code: 'wave-blocked' })
    const blockers = refused.ok ? [] : (refused.details?.blockers as { name: string; owner: string }[])
    expect(blockers.map(({ name }) => name)).toContain('Tests')
    expect(blockers.find(({ name }) => name === 'Support scripts')?.owner).toBe('Support lead, Rafael Tarn')
    expect((await waveRow(id)).state).toBe('ready')
  })

  test('goes out when every gate is open', async () => {
    await openAllGates(world.workspaceId)
    const id = await readyWave()
    expect(await moveWave(world.operations, { id, version: 1, move: 'release' })).toMatchObject({
      ok: true,
      value: { state: 'releasing', version: 2 },
    })
    expect((await waveRow(id)).releasedAt).not.toBeNull()
    expect(await actionsOf(id)).toEqual(['wave.released'])
  })

  test('of two who release at once exactly one wins', async () => {
    await openAllGates(world.workspaceId)
    const id = await readyWave()
    const tries = await Promise.all(
      Array.from({ length: 6 }, () => moveWave(world.operations, { id, version: 1, move: 'release' })),
    )
    expect(tries.filter((one) => one.ok)).toHaveLength(1)
    expect(tries.filter((one) => !one.ok).every((one) => !one.ok && one.code === 'stale-version')).toBe(true)
    expect(await actionsOf(id)).toEqual(['wave.released'])
    expect((await waveRow(id)).version).toBe(2)
  })

  test('an approver passes closed gates with a reason that stays; the owner of the wave does not', async () => {
    const id = await readyWave()
    const reason = 'The pilot was agreed with the board'
    for (const actor of [world.operations, world.marketing, world.viewer]) {
      expect(await overrideRelease(actor, { id, version: 1, reason })).toMatchObject({ code: 'not-allowed' })
    }
    expect(await overrideRelease(world.approver, { id, version: 1, reason })).toMatchObject({ ok: true })
    const [wave] = await wavesWithCounts(world.viewer)
    expect(wave?.override).toMatchObject({ reason, byName: 'Ines Vale' })
    expect(wave?.override?.closed.map(({ key }) => key)).toContain('gate-tests')
    const events = await db.auditEvent.findMany({ where: { subjectId: id } })
    expect(events.map(({ action }) => action)).toEqual(['wave.released-past-gates'])
    expect(events[0]?.detail).toMatchObject({ reason })

    const own = await readyWave({ number: 2, ownerMemberId: memberOf(world.approver) })
    expect(await overrideRelease(world.approver, { id: own, version: 1, reason })).toMatchObject({ code: 'own-work' })
  })

  test('nobody passes a closed window or the wave before, and nothing is overridden when nothing is closed', async () => {
    const reason = 'It cannot wait any longer'
    const first = await seedWave(world.workspaceId, { number: 1, state: 'verifying' })
    const second = await readyWave({ number: 2, dependsOnId: first })
    const refused = await overrideRelease(world.approver, { id: second, version: 1, reason })
    expect(refused).toMatchObject({ code: 'wave-blocked', details: { blockers: [{ name: 'The wave before' }] } })
    const early = await readyWave({ number: 3, startsAt: new Date(Date.now() + 60_000) })
    expect(await overrideRelease(world.approver, { id: early, version: 1, reason })).toMatchObject({
      code: 'wave-blocked',
    })
    await openAllGates(world.workspaceId)
    const free = await readyWave({ number: 4 })
    expect(await overrideRelease(world.approver, { id: free, version: 1, reason })).toMatchObject({
      code: 'nothing-closed',
    })
  })

  test('a freeze window and an incident hold it back as gates do', async () => {
    await openAllGates(world.workspaceId)
    const id = await readyWave()
    const { workspaceId } = world
    await writeTransaction(async (tx) => {
      const window = { startsAt: new Date(Date.now() - 1000), endsAt: new Date(Date.now() + 60_000) }
      await tx.freezeWindow.create({ data: { id: 'fz_1', workspaceId, name: 'Sale', ...window } })
      const incident = { title: 'Duplicates rise', openedAt: new Date(), locksWaves: true }
      await tx.incident.create({ data: { id: 'inc_1', workspaceId, ...incident } })
    })
    const refused = await moveWave(world.operations, { id, version: 1, move: 'release' })
    const blockers = refused.ok ? [] : (refused.details?.blockers as { name: string }[])
    expect(blockers.map(({ name }) => name)).toEqual(['Freeze window', 'Incident'])
    const reason = 'Agreed with the shop floor'
    expect(await overrideRelease(world.approver, { id, version: 1, reason })).toMatchObject({ ok: true })
  })
})
