import { afterAll, expect, test, vi } from 'vitest'
import { systemActor } from '@/lib/server/actor'
import { db, writeTransaction } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { openSql } from '@/lib/server/sql'
import { archiveEntryPoint } from './archive-entry-point'
import { leaveCheckLease, takeCheckLease } from './check-lease'
import { removeOldChecks } from './check-old'
import { findRun, listRuns, runRows } from './check-queries'
import { changeSchedule, listSchedules, startDueChecks } from './check-schedule'
import { cancelChecks, startChecks, startScheduledChecks } from './check-start'
import { workThroughChecks } from './check-work'
import { entryPointDetail, listEntryPointPage } from './queries'
import { SITE_LINK } from './testing/link-site'
import { seedEntryPoint, seedSheet, seedWave } from './testing/sheet'

// The environment is read once, by the first module that asks: the site must be allowed before any of them is loaded.
const site = await vi.hoisted(async () => {
  const { startLinkSite } = await import('./testing/link-site')
  const started = await startLinkSite()
  process.env.HANDRAIL_FETCH_ALLOW = `127.0.0.1:${started.port}`
  return started
})
afterAll(() => site.stop())

const HANDLE = 'https://wa.me/larkmoss'

async function work(): Promise<void> {
  while ((await workThroughChecks(new AbortController().signal)).more);
}

async function seedFive() {
  const world = await seedSheet()
  const { marketing } = world
  const at = (name: string, path: string) =>
    seedEntryPoint(marketing, { name, location: site.at(path), newDestination: SITE_LINK })
  const right = await at('Right', '/form/href')
  const wrong = await at('Wrong', '/form/handle')
  const blocked = await at('Blocked', '/forbidden')
  const sign = await seedEntryPoint(marketing, { name: 'Sign', kind: 'signage', location: 'Store 4' })
  const archived = await at('Archived', '/form/href')
  await archiveEntryPoint(marketing, { id: archived.id, version: 1 })
  return { ...world, right, wrong, blocked, sign, archived }
}

test('everything a filter shows is checked in the background, and counted honestly', async () => {
  const { workspaceId, marketing, right, wrong, blocked, sign } = await seedFive()
  const started = await startChecks(marketing, { target: { kind: 'filter', filters: {} } })
  if (!started.ok) throw new Error(started.code)
  expect(started.value.total).toBe(4)
  const { batchId } = started.value
  expect(await findRun(marketing, batchId)).toMatchObject({
    state: 'running',
    scope: { kind: 'sheet' },
    counts: { waiting: 4 },
  })
  await work()
  expect(await findRun(marketing, batchId)).toMatchObject({
    state: 'done',
    total: 4,
    byName: 'Mara Quill',
    counts: { waiting: 0, right: 1, wrong: 1, unverifiable: 1, skipped: 1, failed: 0, drifted: 0 },
  })
  const results = await Promise.all([right, wrong, blocked, sign].map((row) => entryPointDetail(marketing, row.id)))
  expect(results.map((row) => [row?.testResult, row?.version])).toEqual([
    ['right', 1],
    ['wrong', 1],
    ['unverifiable', 1],
    ['not_checked', 1],
  ])
  const rows = await runRows(marketing, { runId: batchId, filter: 'skipped', skip: 0, take: 10 })
  expect(rows).toMatchObject([{ name: 'Sign', message: expect.stringContaining('no web address') }])
  const events = await db.auditEvent.findMany({
    where: { workspaceId, correlationId: batchId },
    orderBy: { seq: 'asc' },
  })
  expect(events.map((event) => event.action).sort()).toEqual([
    'entry-point.checked',
    'entry-point.checked',
    'entry-point.checked',
    'entry-points.check-started',
    'entry-points.checked',
  ])
  expect(
    (
      await listEntryPointPage(marketing, {
        filters: { result: ['wrong'] },
        sort: 'name',
        dir: 'asc',
        skip: 0,
        take: 5,
      })
    ).total,
  ).toBe(1)
})

test('a second run tells drift, and a check that finds nothing new leaves no event of its own', async () => {
  const { workspaceId, marketing } = await seedSheet()
  site.set('/drift', `<a href="${SITE_LINK}">Chat</a>`)
  const row = await seedEntryPoint(marketing, { name: 'Help', location: site.at('/drift'), newDestination: SITE_LINK })
  const run = async () => {
    const started = await startChecks(marketing, { target: { kind: 'rows', ids: [row.id, row.id, 'ep_none'] } })
    if (!started.ok) throw new Error(started.code)
    expect(started.value.total).toBe(1)
    await work()
    return findRun(marketing, started.value.batchId)
  }
  await run()
  expect((await run())?.counts).toMatchObject({ right: 1, drifted: 0 })
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'entry-point.checked' } })).toBe(1)
  site.set('/drift', `<a href="${HANDLE}">Chat</a>`)
  const third = await run()
  expect(third?.counts).toMatchObject({ wrong: 1, drifted: 1 })
  const drifted = await runRows(marketing, { runId: third?.id ?? '', filter: 'drifted', skip: 0, take: 10 })
  expect(drifted).toMatchObject([{ name: 'Help', drifted: true }])
})

test('a worker that ends in the middle leaves the rest waiting, and the next one goes on', async () => {
  const { workspaceId, marketing } = await seedSheet()
  const held = site.hold('/held-run', `<a href="${SITE_LINK}">Chat</a>`)
  const rows = [
    await seedEntryPoint(marketing, { name: 'A', location: site.at('/held-run'), newDestination: SITE_LINK }),
    await seedEntryPoint(marketing, { name: 'B', location: site.at('/form/href'), newDestination: SITE_LINK }),
  ]
  const started = await startChecks(marketing, { target: { kind: 'rows', ids: rows.map((row) => row.id) } })
  if (!started.ok) throw new Error(started.code)
  const ending = new AbortController()
  const first = workThroughChecks(ending.signal)
  await held.asked
  ending.abort()
  await first
  const after = await findRun(marketing, started.value.batchId)
  expect(after?.state).toBe('running')
  expect(after?.counts.waiting).toBeGreaterThanOrEqual(1)
  held.release()
  await work()
  expect(await findRun(marketing, started.value.batchId)).toMatchObject({
    state: 'done',
    counts: { right: 2, waiting: 0 },
  })
  expect(await db.entryPointCheck.count({ where: { workspaceId } })).toBe(2)
})

test('one process at a time works through checks; another takes over when its lease runs out', async () => {
  const now = new Date()
  expect(await takeCheckLease(now, 'one')).toBe(true)
  expect(await takeCheckLease(now, 'one')).toBe(true)
  expect(await takeCheckLease(now, 'two')).toBe(false)
  expect(await takeCheckLease(new Date(now.getTime() + 61_000), 'two')).toBe(true)
  expect(await takeCheckLease(now, 'one')).toBe(false)
  await leaveCheckLease('two')
  const claims = await Promise.all(['a', 'b', 'c', 'd'].map((me) => takeCheckLease(new Date(), me).catch(() => false)))
  expect(claims.filter(Boolean)).toHaveLength(1)
  await writeTransaction((tx) => tx.job.deleteMany({ where: { kind: 'entry-points-check' } }))
})

test('a host is never asked for two things at once, and rows on one page share the visit', async () => {
  const { marketing } = await seedSheet()
  const ids = []
  for (let n = 0; n < 12; n += 1) {
    site.set(`/page${n % 4}`, `<a href="${SITE_LINK}">Chat</a>`)
    const row = await seedEntryPoint(marketing, {
      name: `Row ${n}`,
      location: site.at(`/page${n % 4}`),
      newDestination: SITE_LINK,
    })
    ids.push(row.id)
  }
  const before = site.requests().length
  await startChecks(marketing, { target: { kind: 'rows', ids } })
  await work()
  expect(site.mostAtOnce()).toBe(1)
  expect(site.requests().length - before).toBe(4)
})

test('a run is cancelled: what was checked stays, what waited is counted as left', async () => {
  const { marketing, viewer, stranger } = await seedFive()
  const started = await startChecks(marketing, { target: { kind: 'filter', filters: {} } })
  if (!started.ok) throw new Error(started.code)
  const { batchId } = started.value
  expect(await cancelChecks(viewer, { batchId })).toEqual({ ok: false, code: 'not-allowed' })
  expect(await cancelChecks(stranger, { batchId })).toEqual({ ok: false, code: 'check-ended' })
  expect(await cancelChecks(marketing, { batchId })).toEqual({ ok: true, value: { left: 4 } })
  expect(await cancelChecks(marketing, { batchId })).toEqual({ ok: false, code: 'check-ended' })
  const before = site.requests().length
  await work()
  expect(site.requests().length).toBe(before)
  expect(await findRun(marketing, batchId)).toMatchObject({ state: 'cancelled', counts: { skipped: 4 } })
})

test('who may not write starts nothing, and another workspace sees no run and touches no row', async () => {
  const { marketing, viewer, stranger, right } = await seedFive()
  const target = { kind: 'rows', ids: [right.id] } as const
  expect(await startChecks(viewer, { target: { ...target, ids: [right.id] } })).toEqual({
    ok: false,
    code: 'not-allowed',
  })
  expect(await startChecks(stranger, { target: { ...target, ids: [right.id] } })).toEqual({
    ok: false,
    code: 'nothing-matches',
  })
  const started = await startChecks(marketing, { target: { ...target, ids: [right.id] } })
  if (!started.ok) throw new Error(started.code)
  expect(await findRun(stranger, started.value.batchId)).toBeNull()
  expect(await listRuns(stranger)).toEqual([])
  expect(await runRows(stranger, { runId: started.value.batchId, filter: null, skip: 0, take: 10 })).toEqual([])
  await work()
})

test('a schedule checks the sheet and a wave again, once per time, and says who set it', async () => {
  const { workspaceId, marketing, operations, viewer, stranger } = await seedSheet()
  const waveId = await seedWave(workspaceId, 2)
  await seedEntryPoint(marketing, { name: 'A', location: site.at('/form/href'), newDestination: SITE_LINK, wave: '2' })
  await seedEntryPoint(marketing, { name: 'B', location: site.at('/form/href'), newDestination: SITE_LINK })
  const off = { waveId: null, everyHours: 24, version: 0 } as const
  expect(await changeSchedule(viewer, off)).toEqual({ ok: false, code: 'not-allowed' })
  expect(await changeSchedule(stranger, { ...off, waveId })).toEqual({ ok: false, code: 'not-found' })
  expect(await changeSchedule(operations, off)).toMatchObject({ ok: true, value: { everyHours: 24, version: 1 } })
  expect(await changeSchedule(operations, off)).toEqual({ ok: false, code: 'stale-version' })
  expect(await changeSchedule(operations, { waveId, everyHours: 6, version: 0 })).toMatchObject({ ok: true })
  expect(await startDueChecks(new Date())).toBe(0)
  const later = new Date(Date.now() + 7 * 3_600_000)
  const started = await Promise.all([startDueChecks(later), startDueChecks(later)])
  expect(started[0] + started[1]).toBe(1)
  expect(await listRuns(operations)).toMatchObject([
    { scope: { kind: 'wave', waveNumber: 2, scheduled: true }, total: 1 },
  ])
  // The wave's run has not ended: it is not started once more beside itself.
  expect(await startDueChecks(new Date(later.getTime() + 7 * 3_600_000))).toBe(0)
  await work()
  expect(await startDueChecks(new Date(later.getTime() + 40 * 3_600_000))).toBe(2)
  await work()
  expect(await changeSchedule(operations, { waveId, everyHours: 0, version: 1 })).toMatchObject({ ok: true })
  expect((await listSchedules(operations)).map((one) => [one.waveId, one.everyHours, one.nextAt === null])).toEqual([
    [null, 24, false],
    [waveId, 0, true],
  ])
  expect(await listSchedules(stranger)).toEqual([])
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'entry-points.check-schedule-changed' } })).toBe(3)
})

test('a worker that dies while it takes a schedule has started nothing, and the run is started later', async () => {
  const { workspaceId, operations } = await seedSheet()
  await seedEntryPoint(operations, { name: 'Help', newDestination: SITE_LINK })
  await changeSchedule(operations, { waveId: null, everyHours: 6, version: 0 })
  const later = new Date(Date.now() + 7 * 3_600_000)
  const died = startScheduledChecks(systemActor(workspaceId, 'worker'), null, async (tx) => {
    await tx.checkSchedule.updateMany({ where: { workspaceId }, data: { nextAt: new Date(later.getTime() * 2) } })
    throw new Error('The process has ended.')
  })
  await expect(died).rejects.toThrow('ended')
  expect(await db.batch.count({ where: { workspaceId } })).toBe(0)
  expect(await startDueChecks(later)).toBe(1)
})

test('old looks of programs are forgotten, the newest and what people attested stay', async () => {
  const { workspaceId, marketing } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Help' })
  const days = (n: number) => new Date(Date.now() - n * 86_400_000)
  const check = (id: string, method: string, checkedAt: Date) => ({
    ...{ id, workspaceId, entryPointId: row.id, method, checkedAt },
    ...{ verdict: 'right', found: [], hops: [], message: '' },
  })
  const other = await seedEntryPoint(marketing, { name: 'Other' })
  await writeTransaction((tx) =>
    tx.entryPointCheck.createMany({
      data: [
        check(`chk_1${workspaceId}`, 'fetch', days(200)),
        check(`chk_2${workspaceId}`, 'attestation', days(190)),
        check(`chk_3${workspaceId}`, 'fetch', days(100)),
        check(`chk_4${workspaceId}`, 'fetch', days(1)),
        { ...check(`chk_5${workspaceId}`, 'fetch', days(200)), entryPointId: other.id },
      ],
    }),
  )
  const sql = openSql(env().databaseUrl)
  expect(await removeOldChecks(sql, new Date())).toBe(2)
  await sql.close()
  const left = await db.entryPointCheck.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } })
  expect(left.map((one) => one.id.slice(0, 5))).toEqual(['chk_2', 'chk_4', 'chk_5'])
})
