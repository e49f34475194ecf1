import { beforeEach, describe, expect, test } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { moveWave } from './move-wave'
import { recordStep } from './record-step'
import type { StepKind } from './schema'
import { type CalendarWorld, memberOf, seedCalendar, seedPoint, seedWave } from './testing/world'

let world: CalendarWorld
let waveId: string

beforeEach(async () => {
  world = await seedCalendar()
  const owner = memberOf(world.operations)
  waveId = await seedWave(world.workspaceId, {
    state: 'releasing',
    ownerMemberId: owner,
    releasedAt: new Date(Date.now() - 60_000),
  })
})

const point = (id: string) => db.entryPoint.findUniqueOrThrow({ where: { id } })
const wave = () => db.wave.findUniqueOrThrow({ where: { id: waveId } })

async function tick(kind: StepKind, ids: string[], given: { note?: string | null; as?: keyof CalendarWorld } = {}) {
  const actor = world[given.as ?? 'operations']
  if (typeof actor === 'string') throw new Error('A workspace ticks nothing.')
  const rows = await Promise.all(ids.map(async (id) => ({ id, version: (await point(id)).version })))
  return recordStep(actor, {
    waveId,
    kind,
    rows,
    note: given.note === undefined ? 'Done, seen on the page' : given.note,
  })
}

async function checked(id: string, testResult: string, at = new Date()): Promise<void> {
  await writeTransaction((tx) => tx.entryPoint.update({ where: { id }, data: { testResult, testedAt: at } }))
}

describe('moving on the day', () => {
  test('a tick keeps who, when and the evidence, on the row, in the wave and in the log', async () => {
    const id = await seedPoint(world.workspaceId, { waveId, testResult: 'wrong', testedAt: new Date(0) })
    expect(await tick('moved', [id])).toEqual({ ok: true, value: { count: 1 } })
    expect(await point(id)).toMatchObject({ moveState: 'moved', testResult: 'not_checked', version: 2 })
    const steps = await db.waveStep.findMany({ where: { entryPointId: id } })
    expect(steps).toMatchObject([{ kind: 'moved', note: 'Done, seen on the page', byId: memberOf(world.operations) }])
    const event = await db.auditEvent.findFirstOrThrow({ where: { subjectId: id } })
    expect(event).toMatchObject({ action: 'entry-point.moved', detail: { reason: 'Done, seen on the page' } })
  })

  test('needs evidence: a note, or a check that found the new destination since the release', async () => {
    const id = await seedPoint(world.workspaceId, { waveId })
    expect(await tick('moved', [id], { note: null })).toMatchObject({ code: 'evidence-missing' })
    await checked(id, 'right', new Date(0))
    expect(await tick('moved', [id], { note: null })).toMatchObject({ code: 'evidence-missing' })
    const seen = new Date(Date.now() - 1000)
    await checked(id, 'right', seen)
    expect(await tick('moved', [id], { note: null })).toMatchObject({ ok: true })
    // The check is the proof of the move, so it counts as made after it.
    expect(await point(id)).toMatchObject({ testResult: 'right', movedAt: seen })
  })

  test('refuses what has no new destination, and critical rows without a way back', async () => {
    const nowhere = await seedPoint(world.workspaceId, { waveId, newDestination: null })
    expect(await tick('moved', [nowhere])).toMatchObject({ code: 'row-no-destination' })
    const critical = await seedPoint(world.workspaceId, { waveId, risk: 'digital_critical' })
    expect(await tick('moved', [critical])).toMatchObject({ code: 'row-no-rollback' })
  })

  test('people who may not write the sheet tick their own rows, and no others', async () => {
    const own = await seedPoint(world.workspaceId, { waveId, ownerMemberId: memberOf(world.support) })
    const other = await seedPoint(world.workspaceId, { waveId })
    expect(await tick('moved', [own], { as: 'support' })).toMatchObject({ ok: true })
    expect(await tick('moved', [other], { as: 'support' })).toMatchObject({ code: 'not-own-row' })
    expect(await tick('moved', [other], { as: 'viewer' })).toMatchObject({ code: 'not-allowed' })
    expect(await tick('moved', [other], { as: 'stranger' })).toMatchObject({ code: 'not-found' })
    expect(await tick('moved', [other], { as: 'marketing' })).toMatchObject({ ok: true })
  })

  test('several at once are all or nothing: a row somebody changed is named', async () => {
    const [one, two] = [
      await seedPoint(world.workspaceId, { waveId }),
      await seedPoint(world.workspaceId, { waveId, name: 'Footer' }),
    ]
    const rows = [
      { id: one, version: 1 },
      { id: two, version: 7 },
    ]
    const refused = await recordStep(world.operations, { waveId, kind: 'moved', note: 'Both done', rows })
    expect(refused).toMatchObject({ code: 'rows-changed', details: { names: ['Footer'] } })
    expect((await point(one)).moveState).toBe('not_moved')
  })

  test('two people tick one row at once: exactly one of them did it', async () => {
    const id = await seedPoint(world.workspaceId, { waveId })
    const rows = [{ id, version: 1 }]
    const input = { waveId, kind: 'moved' as const, note: 'Done', rows }
    const both = await Promise.all([recordStep(world.operations, input), recordStep(world.marketing, input)])
    expect(both.filter((one) => one.ok)).toHaveLength(1)
    expect(await db.waveStep.count({ where: { entryPointId: id } })).toBe(1)
  })

  test('a row of another wave, an archived one, and a wave that is not released are refused', async () => {
    const elsewhere = await seedPoint(world.workspaceId, { waveId: await seedWave(world.workspaceId, { number: 2 }) })
    expect(await tick('moved', [elsewhere])).toMatchObject({ code: 'not-found' })
    const archived = await seedPoint(world.workspaceId, { waveId, archivedAt: new Date() })
    expect(await tick('moved', [archived])).toMatchObject({ code: 'not-found' })
    const id = await seedPoint(world.workspaceId, { waveId })
    for (const state of ['planned', 'ready', 'verifying', 'done', 'rolled_back']) {
      await writeTransaction((tx) => tx.wave.update({ where: { id: waveId }, data: { state } }))
      expect(await tick('moved', [id])).toMatchObject({ code: 'wave-not-releasing' })
    }
  })

  test('a tick made by mistake is taken back', async () => {
    const id = await seedPoint(world.workspaceId, { waveId })
    await tick('moved', [id])
    expect(await tick('unmoved', [id], { note: null })).toMatchObject({ ok: true })
    expect(await point(id)).toMatchObject({ moveState: 'not_moved', movedAt: null })
    expect(await tick('unmoved', [id], { note: null })).toMatchObject({ code: 'row-already' })
  })
})

describe('verifying', () => {
  const move = async (name: Parameters<typeof moveWave>[1]['move'], reason?: string) =>
    moveWave(world.operations, { id: waveId, version: (await wave()).version, move: name, reason })

  test('begins when every entry point is moved or stays, and ends when each was clicked or scanned afterwards', async () => {
    const moved = await seedPoint(world.workspaceId, { waveId })
    const stays = await seedPoint(world.workspaceId, { waveId })
    await seedPoint(world.workspaceId, { waveId, archivedAt: new Date() })
    expect(await move('verify')).toMatchObject({ code: 'wave-not-moved', details: { count: 2 } })
    await tick('moved', [moved])
    await tick('stays', [stays], { note: 'Bound to the number' })
    expect(await move('verify')).toMatchObject({ ok: true })

    expect(await move('announce')).toMatchObject({ code: 'wave-unproven', details: { count: 2 } })
    await checked(moved, 'unverifiable')
    await checked(stays, 'attested')
    expect(await move('announce')).toMatchObject({ code: 'wave-unproven', details: { count: 1 } })
    const before = new Date((await point(moved)).movedAt?.getTime() ?? 0)
    await checked(moved, 'right', new Date(before.getTime() - 1))
    expect(await move('announce')).toMatchObject({ code: 'wave-unproven' })
    await checked(moved, 'attested')
    expect(await move('announce')).toMatchObject({ ok: true, value: { state: 'done' } })
    expect((await wave()).finishedAt).not.toBeNull()
  })
})

describe('rolling back', () => {
  const move = async (name: Parameters<typeof moveWave>[1]['move'], reason?: string) =>
    moveWave(world.operations, { id: waveId, version: (await wave()).version, move: name, reason })

  test('walks every moved row: put back, or impossible with a reason', async () => {
    const back = await seedPoint(world.workspaceId, { waveId })
    const print = await seedPoint(world.workspaceId, { waveId, kind: 'packaging', risk: 'printed' })
    await tick('moved', [back, print])
    expect(await tick('rolled_back', [back])).toMatchObject({ code: 'wave-not-rolling-back' })
    expect(await move('start-rollback')).toMatchObject({ code: 'reason-missing' })
    expect(await move('start-rollback', 'Replies land in the wrong inbox')).toMatchObject({ ok: true })
    expect(await tick('moved', [back])).toMatchObject({ code: 'wave-not-releasing' })
    expect(await move('finish-rollback')).toMatchObject({ code: 'wave-unwalked', details: { count: 2 } })
    expect(await tick('rolled_back', [back], { note: null })).toMatchObject({ ok: true })
    expect(await tick('impossible', [print], { note: null })).toMatchObject({ code: 'reason-missing' })
    expect(await tick('impossible', [print], { note: '40,000 bags are in the stores' })).toMatchObject({ ok: true })
    expect(await move('finish-rollback')).toMatchObject({ ok: true, value: { state: 'rolled_back' } })
    expect(await point(back)).toMatchObject({ moveState: 'rolled_back', testResult: 'not_checked' })
    expect(await point(print)).toMatchObject({ moveState: 'moved', rollbackState: 'impossible' })
  })

  test('a reason from an earlier roll-back does not count for the next one', async () => {
    const print = await seedPoint(world.workspaceId, { waveId, risk: 'printed' })
    await tick('moved', [print])
    await move('start-rollback', 'First fright, false alarm')
    await tick('impossible', [print], { note: 'In the stores' })
    await move('stop-rollback')
    expect(await wave()).toMatchObject({ state: 'releasing', rollbackAt: null })
    await move('start-rollback', 'This time it is real')
    expect(await move('finish-rollback')).toMatchObject({ code: 'wave-unwalked' })
  })

  test('what was rolled back is planned again from the beginning', async () => {
    await move('start-rollback', 'Replies land in the wrong inbox')
    await move('finish-rollback')
    expect(await move('plan-again')).toMatchObject({ ok: true, value: { state: 'planned' } })
    expect(await wave()).toMatchObject({ releasedAt: null, rollbackAt: null, overrideReason: null, finishedAt: null })
  })
})
