import { afterAll, expect, test, vi } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { archiveEntryPoint } from './archive-entry-point'
import { bulkEditEntryPoints } from './bulk-edit'
import { sheetMark } from './change-store'
import { checkEntryPoint } from './check-entry-point'
import { entryPointDetail } from './queries'
import { SITE_LINK, SITE_NUMBER } from './testing/link-site'
import { seedEntryPoint, seedSheet, seedWave } from './testing/sheet'
import { updateEntryPoint } from './update-entry-point'

// The environment is read once, by the first module that asks: the site must be allowed before any of them is loaded.
const site = await vi.hoisted(async () => {
  const { startLinkSite } = await import('./testing/link-site')
  const started = await startLinkSite()
  process.env.HANDRAIL_FETCH_ALLOW = `127.0.0.1:${started.port}`
  return started
})
afterAll(() => site.stop())

const HANDLE = 'https://wa.me/larkmoss'
const moved = (id: string) =>
  writeTransaction((tx) => tx.entryPoint.update({ where: { id }, data: { moveState: 'moved' } }))
const eventsOf = (subjectId: string, action: string) => db.auditEvent.findMany({ where: { subjectId, action } })

test('a page is visited, judged and kept with its evidence; the version stays', async () => {
  const { workspaceId, marketing } = await seedSheet()
  const row = await seedEntryPoint(marketing, {
    name: 'Help page',
    location: site.at('/form/href'),
    currentDestination: SITE_LINK,
    newDestination: HANDLE,
  })
  const checked = await checkEntryPoint(marketing, row.id)
  expect(checked).toMatchObject({
    ok: true,
    value: {
      verdict: 'right',
      message: 'It reaches +44 7700 900118 (href of a), as it should.',
      found: [{ kind: 'number', target: `+${SITE_NUMBER}`, place: 'href of a', url: SITE_LINK }],
      hops: [{ url: site.at('/form/href'), status: 200 }],
    },
  })
  const now = await entryPointDetail(marketing, row.id)
  expect(now).toMatchObject({ testResult: 'right', version: 1, updatedAt: row.updatedAt })
  expect(now?.testedAt).not.toBeNull()
  const [kept] = await db.entryPointCheck.findMany({ where: { workspaceId, entryPointId: row.id } })
  expect(kept).toMatchObject({ method: 'fetch', verdict: 'right', expected: SITE_LINK })
  expect(kept?.found).toMatchObject([{ target: `+${SITE_NUMBER}` }])
  const [event] = await eventsOf(row.id, 'entry-point.checked')
  expect(event?.detail).toMatchObject({ before: { testResult: 'not_checked' }, after: { testResult: 'right' } })
})

test('after the move the old number is wrong, and the sheet says so', async () => {
  const { marketing } = await seedSheet()
  const row = await seedEntryPoint(marketing, {
    name: 'Help page',
    location: site.at('/form/href'),
    currentDestination: SITE_LINK,
    newDestination: HANDLE,
  })
  await moved(row.id)
  expect(await checkEntryPoint(marketing, row.id)).toMatchObject({ ok: true, value: { verdict: 'wrong' } })
  const now = await entryPointDetail(marketing, row.id)
  expect(now?.testMessage).toMatch(/^old number: It reaches \+44 7700 900118/)
})

test('in a wave that is being released the new destination counts, in a planned one the current one', async () => {
  const { workspaceId, marketing } = await seedSheet()
  const waveId = await seedWave(workspaceId, 1)
  const row = await seedEntryPoint(marketing, {
    name: 'Help page',
    location: site.at('/form/handle'),
    currentDestination: SITE_LINK,
    newDestination: HANDLE,
    wave: '1',
  })
  expect(await checkEntryPoint(marketing, row.id)).toMatchObject({
    value: { message: expect.stringMatching(/^moved early/) },
  })
  await writeTransaction((tx) => tx.wave.update({ where: { id: waveId }, data: { state: 'releasing' } }))
  expect(await checkEntryPoint(marketing, row.id)).toMatchObject({ value: { verdict: 'right' } })
})

test('a short link is its own address; a plain sign has none, and nothing is stored for it', async () => {
  const { workspaceId, marketing } = await seedSheet()
  const link = await seedEntryPoint(marketing, { name: 'Go', kind: 'link', currentDestination: site.at('/go') })
  expect(await checkEntryPoint(marketing, link.id)).toMatchObject({ value: { verdict: 'right' } })
  const sign = await seedEntryPoint(marketing, {
    name: 'Sign',
    kind: 'signage',
    location: 'Store 4',
    newDestination: HANDLE,
  })
  expect(await checkEntryPoint(marketing, sign.id)).toMatchObject({
    ok: true,
    value: { verdict: 'unverifiable', checkId: null, message: expect.stringContaining('no web address') },
  })
  expect(await db.entryPointCheck.count({ where: { workspaceId, entryPointId: sign.id } })).toBe(0)
  expect(await entryPointDetail(marketing, sign.id)).toMatchObject({ testResult: 'not_checked' })
})

test('an address that is not public is refused with its reason, and is not wrong', async () => {
  const { marketing } = await seedSheet()
  const row = await seedEntryPoint(marketing, {
    name: 'Inside',
    location: 'http://169.254.169.254/latest/',
    newDestination: HANDLE,
  })
  expect(await checkEntryPoint(marketing, row.id)).toMatchObject({
    value: { verdict: 'unverifiable', message: expect.stringContaining('not on the public internet'), found: [] },
  })
  expect(await entryPointDetail(marketing, row.id)).toMatchObject({ testResult: 'unverifiable' })
})

test('a check never overwrites what somebody changed during the visit', async () => {
  const { workspaceId, marketing } = await seedSheet()
  const held = site.hold('/held', `<a href="${HANDLE}">Chat</a>`)
  const row = await seedEntryPoint(marketing, { name: 'Help', location: site.at('/held'), newDestination: HANDLE })
  const checking = checkEntryPoint(marketing, row.id)
  await held.asked
  await updateEntryPoint(marketing, { id: row.id, version: 1, patch: { newDestination: SITE_LINK } })
  held.release()
  expect(await checking).toMatchObject({ ok: true, value: { verdict: 'right' } })
  // What was found was right for the old destination; about the new one nobody knows anything yet.
  expect(await entryPointDetail(marketing, row.id)).toMatchObject({ version: 2, testResult: 'not_checked' })
  expect(await db.entryPointCheck.findMany({ where: { workspaceId } })).toMatchObject([{ expected: HANDLE }])
})

test('a wave that is released during the visit makes the result worthless as well', async () => {
  const { workspaceId, marketing } = await seedSheet()
  const waveId = await seedWave(workspaceId, 1)
  const held = site.hold('/held-too', `<a href="${SITE_LINK}">Chat</a>`)
  const given = { location: site.at('/held-too'), currentDestination: SITE_LINK, newDestination: HANDLE }
  const row = await seedEntryPoint(marketing, { name: 'Help', wave: '1', ...given })
  const checking = checkEntryPoint(marketing, row.id)
  await held.asked
  await writeTransaction((tx) => tx.wave.update({ where: { id: waveId }, data: { state: 'releasing' } }))
  held.release()
  expect(await checking).toMatchObject({ ok: true, value: { verdict: 'right' } })
  expect(await entryPointDetail(marketing, row.id)).toMatchObject({ testResult: 'not_checked' })
})

test('an editor is not stopped by a check, and a bulk change does not take it for an edit', async () => {
  const { marketing, operations } = await seedSheet()
  const row = await seedEntryPoint(marketing, {
    name: 'Help',
    location: site.at('/form/handle'),
    newDestination: HANDLE,
  })
  const mark = await sheetMark(marketing.workspaceId)
  await checkEntryPoint(operations, row.id)
  const bulk = await bulkEditEntryPoints(marketing, {
    target: { kind: 'rows', ids: [row.id] },
    change: { field: 'owner', value: 'Finance' },
    mark,
  })
  expect(bulk).toMatchObject({ ok: true, value: { changed: 1, left: 0 } })
  const stale = await updateEntryPoint(operations, { id: row.id, version: 1, patch: { notes: 'x' } })
  await checkEntryPoint(operations, row.id)
  expect(stale).toMatchObject({ ok: false, code: 'stale-version', details: { changedBy: { name: 'Mara Quill' } } })
  expect(await updateEntryPoint(operations, { id: row.id, version: 2, patch: { notes: 'x' } })).toMatchObject({
    ok: true,
  })
})

test('a site that does not let programs in takes nothing away from what a person attested', async () => {
  const { marketing } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Bio', location: site.at('/forbidden'), newDestination: HANDLE })
  expect(await checkEntryPoint(marketing, row.id)).toMatchObject({ value: { verdict: 'unverifiable' } })
  await writeTransaction((tx) => tx.entryPoint.update({ where: { id: row.id }, data: { testResult: 'attested' } }))
  await checkEntryPoint(marketing, row.id)
  expect(await entryPointDetail(marketing, row.id)).toMatchObject({ testResult: 'attested' })
})

test('a neighbour on the same page is not held against a row', async () => {
  const { marketing } = await seedSheet()
  site.set('/both', `<a href="${HANDLE}">New</a><a href="${SITE_LINK}">Trade</a>`)
  const given = { location: site.at('/both'), currentDestination: SITE_LINK, newDestination: HANDLE }
  const row = await seedEntryPoint(marketing, { name: 'Button', ...given })
  await moved(row.id)
  expect(await checkEntryPoint(marketing, row.id)).toMatchObject({ value: { verdict: 'wrong' } })
  await seedEntryPoint(marketing, { name: 'Trade link', location: site.at('/both'), currentDestination: SITE_LINK })
  expect(await checkEntryPoint(marketing, row.id)).toMatchObject({ value: { verdict: 'right' } })
})

test('who may not write checks nothing, and another workspace has no such row', async () => {
  const { workspaceId, marketing, viewer, stranger } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Help', location: site.at('/form/href') })
  const before = site.requests().length
  expect(await checkEntryPoint(viewer, row.id)).toEqual({ ok: false, code: 'not-allowed' })
  expect(await checkEntryPoint(stranger, row.id)).toEqual({ ok: false, code: 'not-found' })
  await archiveEntryPoint(marketing, { id: row.id, version: 1 })
  expect(await checkEntryPoint(marketing, row.id)).toEqual({ ok: false, code: 'entry-point-archived' })
  expect(site.requests().length).toBe(before)
  expect(await db.entryPointCheck.count({ where: { workspaceId } })).toBe(0)
})
