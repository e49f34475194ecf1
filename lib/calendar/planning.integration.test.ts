import { beforeEach, describe, expect, test } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { seedNumber } from '@/lib/server/testing/seed'
import { calendarOwner, setCalendarOwner } from './calendar-owner'
import { carry } from './carry'
import { createFreeze, editFreeze, listFreezes, removeFreeze } from './freeze-windows'
import { setLeadTime } from './lead-time'
import { calendarMarkOf, calendarTroubles, wavesWithCounts } from './queries'
import { readCalendar } from './read-calendar'
import { freezeSchema } from './schema'
import { type CalendarWorld, memberOf, seedCalendar, seedPoint, seedWave } from './testing/world'

let world: CalendarWorld

beforeEach(async () => {
  world = await seedCalendar()
})

const setZone = (zone: string) =>
  writeTransaction((tx) => tx.workspace.update({ where: { id: world.workspaceId }, data: { zone } }))
const freeze = (given: object = {}) =>
  freezeSchema.parse({ name: 'Sale', starts: '2026-11-27T00:00', ends: '2026-11-30T00:00', ...given })
const point = (id: string) => db.entryPoint.findUniqueOrThrow({ where: { id } })

describe('freeze windows', () => {
  test('are made, changed with their version, and removed', async () => {
    const made = await createFreeze(world.operations, freeze())
    const id = made.ok ? made.value.id : ''
    expect(
      await editFreeze(world.operations, { id, version: 1, change: freeze({ name: 'Black Friday' }) }),
    ).toMatchObject({
      ok: true,
    })
    expect(await editFreeze(world.operations, { id, version: 1, change: freeze() })).toMatchObject({
      code: 'stale-version',
      details: { current: { name: 'Black Friday', version: 2 }, changedBy: { name: 'Odo Marsh' } },
    })
    expect(await removeFreeze(world.operations, { id, version: 1 })).toMatchObject({ code: 'stale-version' })
    expect(await removeFreeze(world.operations, { id, version: 2 })).toMatchObject({ ok: true })
    expect(await listFreezes(world.operations)).toEqual([])
    const events = await db.auditEvent.findMany({ where: { subjectId: id }, orderBy: { seq: 'asc' } })
    expect(events.map(({ action }) => action)).toEqual(['freeze.created', 'freeze.updated', 'freeze.removed'])
  })

  test('belong to operations and to one workspace; the end comes after the beginning', async () => {
    for (const actor of [world.marketing, world.approver, world.viewer]) {
      expect(await createFreeze(actor, freeze())).toMatchObject({ code: 'not-allowed' })
    }
    expect(await createFreeze(world.operations, freeze({ ends: '2026-11-27T00:00' }))).toMatchObject({
      code: 'window-backwards',
    })
    const made = await createFreeze(world.operations, freeze())
    const id = made.ok ? made.value.id : ''
    expect(await removeFreeze(world.stranger, { id, version: 1 })).toMatchObject({ code: 'not-found' })
    expect(await editFreeze(world.stranger, { id, version: 1, change: freeze() })).toMatchObject({ code: 'not-found' })
    expect(await listFreezes(world.stranger)).toEqual([])
  })
})

describe('carrying to another day', () => {
  test('a wave keeps its clock times over the end of summer time', async () => {
    await setZone('Europe/London')
    const id = await seedWave(world.workspaceId, {
      startsAt: new Date('2026-10-23T08:00:00Z'),
      endsAt: new Date('2026-10-24T16:30:00Z'),
    })
    const carried = await carry(world.operations, { kind: 'wave', id, version: 1, to: '2026-10-26' })
    expect(carried).toEqual({ ok: true, value: { version: 2, from: '2026-10-23' } })
    expect(await db.wave.findUniqueOrThrow({ where: { id } })).toMatchObject({
      startsAt: new Date('2026-10-26T09:00:00Z'),
      endsAt: new Date('2026-10-27T17:30:00Z'),
    })
    // Carrying it back is the undo.
    await carry(world.operations, { kind: 'wave', id, version: 2, to: '2026-10-23' })
    expect((await db.wave.findUniqueOrThrow({ where: { id } })).startsAt).toEqual(new Date('2026-10-23T08:00:00Z'))
  })

  test('an update date moves by the same command as in the sheet, with its version', async () => {
    const id = await seedPoint(world.workspaceId)
    expect(await carry(world.marketing, { kind: 'update', id, version: 1, to: '2026-12-09' })).toEqual({
      ok: true,
      value: { version: 2, from: '2026-12-01' },
    })
    expect((await point(id)).updateDate).toBe('2026-12-09')
    expect(await carry(world.marketing, { kind: 'update', id, version: 1, to: '2026-12-10' })).toMatchObject({
      code: 'stale-version',
      details: { current: { version: 2 }, changedBy: { name: 'Mara Quill' } },
    })
  })

  test('is refused to roles that may not change it, to other workspaces, and for finished waves', async () => {
    const update = { kind: 'update' as const, id: await seedPoint(world.workspaceId), version: 1, to: '2026-12-09' }
    const wave = { kind: 'wave' as const, id: await seedWave(world.workspaceId), version: 1, to: '2026-12-09' }
    expect(await carry(world.marketing, wave)).toMatchObject({ code: 'not-allowed' })
    expect(await carry(world.viewer, update)).toMatchObject({ code: 'not-allowed' })
    expect(await carry(world.stranger, wave)).toMatchObject({ code: 'not-found' })
    expect(await carry({ ...world.stranger }, { ...update, kind: 'freeze' })).toMatchObject({ code: 'not-found' })
    await writeTransaction((tx) => tx.wave.update({ where: { id: wave.id }, data: { state: 'done' } }))
    expect(await carry(world.operations, wave)).toMatchObject({ code: 'wave-finished' })
  })
})

test('one person owns the calendar; somebody who left owns nothing', async () => {
  const named = memberOf(world.support)
  const { version } = await calendarOwner(world.viewer)
  expect(await setCalendarOwner(world.marketing, { memberId: named, version })).toMatchObject({ code: 'not-allowed' })
  const foreign = memberOf(world.stranger)
  expect(await setCalendarOwner(world.operations, { memberId: foreign, version })).toMatchObject({
    code: 'owner-unknown',
  })
  expect(await setCalendarOwner(world.operations, { memberId: named, version })).toMatchObject({ ok: true })
  expect(await setCalendarOwner(world.operations, { memberId: null, version })).toMatchObject({ code: 'stale-version' })
  expect((await calendarOwner(world.viewer)).owner).toEqual({ memberId: named, name: 'Rafael Tarn' })
  await writeTransaction((tx) => tx.member.update({ where: { id: named }, data: { disabledAt: new Date() } }))
  expect((await calendarOwner(world.viewer)).owner).toBeNull()
})

test('a lead time is set by those who write the sheet, and counts the deadline', async () => {
  const id = await seedPoint(world.workspaceId, { kind: 'packaging', risk: 'printed', updateDate: '2026-12-20' })
  expect(await setLeadTime(world.viewer, { id, version: 1, leadDays: 14 })).toMatchObject({ code: 'not-allowed' })
  expect(await setLeadTime(world.stranger, { id, version: 1, leadDays: 14 })).toMatchObject({ code: 'not-found' })
  expect(await setLeadTime(world.marketing, { id, version: 1, leadDays: 14 })).toMatchObject({ ok: true })
  expect(await setLeadTime(world.marketing, { id, version: 1, leadDays: 3 })).toMatchObject({ code: 'rows-changed' })
  const page = await readCalendar(world.viewer, { first: '2026-12-06', last: '2026-12-06', perDay: 10 })
  expect(page.entries.map(({ kind, first, note }) => [kind, first, note])).toEqual([
    ['print', '2026-12-06', '14 days before 2026-12-20'],
  ])
})

describe('what the calendar shows', () => {
  test('waves, freezes, update dates and deadlines of the days asked for, in order, and nobody else’s', async () => {
    const waveId = await seedWave(world.workspaceId, {
      number: 3,
      name: 'Ads',
      startsAt: new Date('2026-11-30T09:00:00Z'),
      endsAt: new Date('2026-12-03T00:00:00Z'),
    })
    await createFreeze(world.operations, freeze({ starts: '2026-12-02T00:00', ends: '2026-12-03T00:00' }))
    await seedPoint(world.workspaceId, { name: 'Home page', waveId })
    await seedPoint(world.workspaceId, { name: 'Archived', archivedAt: new Date() })
    await seedPoint(world.workspaceId, { name: 'Bag', leadDays: 10, updateDate: '2026-12-12' })
    await seedPoint(world.stranger.workspaceId, { name: 'Foreign' })
    const page = await readCalendar(world.viewer, { first: '2026-12-01', last: '2026-12-07', perDay: 10 })
    expect(page.entries.map(({ kind, title, first, last }) => [kind, title, first, last])).toEqual([
      ['wave', 'Wave 3 · Ads', '2026-11-30', '2026-12-02'],
      ['update', 'Home page', '2026-12-01', '2026-12-01'],
      ['freeze', 'Sale', '2026-12-02', '2026-12-02'],
      ['print', 'Bag to the printer', '2026-12-02', '2026-12-02'],
    ])
  })

  test('days are those of the workspace: the same moment lies on another day elsewhere', async () => {
    await seedWave(world.workspaceId, {
      startsAt: new Date('2026-12-01T22:00:00Z'),
      endsAt: new Date('2026-12-01T23:00:00Z'),
    })
    const days = async (zone: string) => {
      await setZone(zone)
      const page = await readCalendar(world.viewer, { first: '2026-12-01', last: '2026-12-02', perDay: 10 })
      return page.entries.map(({ first, last }) => [first, last])
    }
    expect(await days('Europe/London')).toEqual([['2026-12-01', '2026-12-01']])
    expect(await days('Asia/Dubai')).toEqual([['2026-12-02', '2026-12-02']])
  })

  test('filters by kind, wave and owner', async () => {
    const waveId = await seedWave(world.workspaceId, { number: 2, ownerMemberId: memberOf(world.operations) })
    await seedPoint(world.workspaceId, { name: 'Mine', ownerMemberId: memberOf(world.support), waveId })
    await seedPoint(world.workspaceId, { name: 'Loose' })
    const span = { first: '2026-11-01', last: '2026-12-31', perDay: 10 }
    const titles = async (given: object) =>
      (await readCalendar(world.viewer, { ...span, ...given })).entries.map(({ title }) => title)
    expect(await titles({ owner: memberOf(world.support) })).toEqual(['Mine'])
    expect(await titles({ wave: 2, show: ['update'] })).toEqual(['Mine'])
    expect(await titles({ wave: 9 })).toEqual([])
    expect((await titles({ show: ['update'] })).sort()).toEqual(['Loose', 'Mine'])
  })

  test('a day with many entry points is cut, and says how many there are', async () => {
    for (let i = 0; i < 5; i += 1) await seedPoint(world.workspaceId, { name: `Poster ${i}` })
    const page = await readCalendar(world.viewer, { first: '2026-12-01', last: '2026-12-01', perDay: 2 })
    expect(page.entries.map(({ title }) => title)).toEqual(['Poster 0', 'Poster 1'])
    expect(page.more.get('2026-12-01')).toBe(3)
  })

  test('dates of other rooms are shown to those who may see them there', async () => {
    const { workspaceId } = world
    const expiresAt = new Date('2026-12-05T12:00:00Z')
    const token = { name: 'CRM sync', tokenHash: 'h', hint: 'abcd', scopes: [], expiresAt }
    await writeTransaction((tx) => tx.apiToken.create({ data: { id: 'tok_1', workspaceId, ...token } }))
    const span = { first: '2026-12-01', last: '2026-12-31', perDay: 10, show: ['due'] as const }
    const seen = async (actor: CalendarWorld['viewer']) =>
      (await readCalendar(actor, span)).entries.map(({ title }) => title)
    expect(await seen(world.viewer)).toEqual([])
    const developer = { ...world.viewer, roles: ['developer'] }
    expect(await seen(developer)).toEqual(['API token “CRM sync” ends'])
  })

  test('the end of the retention of the first body is a date, until it has come', async () => {
    const number = await seedNumber(world.workspaceId)
    const receivedAt = new Date('2026-11-20T23:30:00Z')
    const { workspaceId } = world
    const body = { size: 2, bodyHash: 'x', body: new Uint8Array([123, 125]), state: 'processed' }
    await writeTransaction((tx) =>
      tx.delivery.create({ data: { id: 'd_1', workspaceId, connectionId: number.connectionId, receivedAt, ...body } }),
    )
    const span = { first: '2026-12-01', last: '2026-12-31', perDay: 10, show: ['due'] as const }
    const at = async (now: string) => (await readCalendar(world.operations, span, new Date(now))).entries
    expect((await at('2026-12-01T12:00:00Z')).map(({ first }) => first)).toEqual(['2026-12-20'])
    expect(await at('2026-12-20T12:00:00Z')).toEqual([])
  })
})

test('troubles are found in the rows themselves', async () => {
  const now = new Date('2026-11-23T12:00:00Z')
  await seedPoint(world.workspaceId, { name: 'Late', updateDate: '2026-11-20' })
  await seedPoint(world.workspaceId, { name: 'Bag', leadDays: 20, updateDate: '2026-12-01', ownerName: null })
  await seedPoint(world.workspaceId, { name: 'Moved', updateDate: '2026-11-01', moveState: 'moved' })
  await createFreeze(world.operations, freeze({ starts: '2026-12-01T00:00', ends: '2026-12-02T00:00' }))
  const troubles = await calendarTroubles(world.viewer, await wavesWithCounts(world.viewer), now)
  expect(troubles.clashes.map(({ kind }) => kind)).toEqual(['print', 'freeze'])
  expect(troubles.overdue.map(({ sentence }) => sentence)).toEqual([
    '1 entry point is past the update date and not moved.',
  ])
  expect(troubles.gaps.map(({ day }) => day)).toEqual(['2026-12-01'])
  const elsewhere = await calendarTroubles(world.stranger, await wavesWithCounts(world.stranger), now)
  expect(elsewhere).toEqual({ clashes: [], overdue: [], gaps: [] })
})

test('the mark changes with the calendar, and with nothing else', async () => {
  const before = await calendarMarkOf(world.viewer)
  const { version } = await calendarOwner(world.operations)
  await setCalendarOwner(world.operations, { memberId: null, version })
  expect(await calendarMarkOf(world.viewer)).toBe(before)
  await createFreeze(world.operations, freeze())
  expect(await calendarMarkOf(world.viewer)).toBeGreaterThan(before)
})
