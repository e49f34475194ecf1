import sharp from 'sharp'
import { afterAll, expect, test, vi } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { attestEntryPoint } from './check-attest'
import { checkEntryPoint } from './check-entry-point'
import { checksOf, findPhoto } from './check-queries'
import { entryPointDetail } from './queries'
import { SITE_LINK } from './testing/link-site'
import { photographedCode, pngCode } from './testing/pictures'
import { seedEntryPoint, seedSheet } from './testing/sheet'
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
const said = { claim: 'right', note: '', photo: null } as const

async function seedSign() {
  const world = await seedSheet()
  const given = { kind: 'signage', location: 'Store 4', currentDestination: SITE_LINK, newDestination: HANDLE } as const
  const row = await seedEntryPoint(world.marketing, { name: 'Window', ...given })
  await writeTransaction((tx) => tx.entryPoint.update({ where: { id: row.id }, data: { moveState: 'moved' } }))
  return { ...world, row }
}

test('a person’s word is kept as attested, with its note and its author; the version stays', async () => {
  const { workspaceId, marketing, row } = await seedSign()
  expect(await attestEntryPoint(marketing, { ...said, id: row.id })).toEqual({ ok: false, code: 'attest-note-missing' })
  const done = await attestEntryPoint(marketing, { ...said, id: row.id, note: 'Scanned at the door.' })
  expect(done).toMatchObject({ ok: true, value: { verdict: 'right', testResult: 'attested' } })
  expect(await entryPointDetail(marketing, row.id)).toMatchObject({
    testResult: 'attested',
    testMessage: 'Attested without a photo. “Scanned at the door.”',
    version: 1,
  })
  expect(await checksOf(marketing, row.id, 5)).toMatchObject([
    {
      method: 'attestation',
      verdict: 'right',
      note: 'Scanned at the door.',
      photoId: null,
      byName: 'Mara Quill',
      expected: HANDLE,
    },
  ])
  const [event] = await db.auditEvent.findMany({ where: { workspaceId, action: 'entry-point.attested' } })
  expect(event?.detail).toMatchObject({ claim: 'right', after: { testResult: 'attested' } })
})

test('a code in the photo decides: right is proven, the old one is wrong whatever was said', async () => {
  const { marketing, row } = await seedSign()
  const good = await attestEntryPoint(marketing, { ...said, id: row.id, photo: await pngCode(HANDLE) })
  expect(good).toMatchObject({
    ok: true,
    value: { verdict: 'right', testResult: 'right', found: [{ target: '@larkmoss' }] },
  })
  const old = await attestEntryPoint(marketing, { ...said, id: row.id, photo: await photographedCode(SITE_LINK) })
  expect(old).toMatchObject({ ok: true, value: { verdict: 'wrong', testResult: 'wrong' } })
  expect((await entryPointDetail(marketing, row.id))?.testMessage).toMatch(/^old number: /)
})

test('a short link in a photographed code is followed', async () => {
  const { marketing } = await seedSheet()
  const row = await seedEntryPoint(marketing, { name: 'Bag', kind: 'packaging', newDestination: SITE_LINK })
  const done = await attestEntryPoint(marketing, { ...said, id: row.id, photo: await pngCode(site.at('/go')) })
  expect(done).toMatchObject({
    value: { verdict: 'right', found: [{ target: '+447700900118', place: 'QR code in the photo' }] },
  })
})

test('a photo without a readable code leaves the person’s word, and is kept all the same', async () => {
  const { marketing, row } = await seedSign()
  const wall = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#887766' } })
    .jpeg()
    .toBuffer()
  const done = await attestEntryPoint(marketing, { id: row.id, claim: 'wrong', note: 'Torn off', photo: wall })
  expect(done).toMatchObject({ value: { verdict: 'wrong', testResult: 'wrong', found: [] } })
  expect((await entryPointDetail(marketing, row.id))?.testMessage).toBe(
    'seen by a person: It does not lead where it should. “Torn off” No QR code could be read in the photo.',
  )
})

test('what is kept of a photo is a new picture: upright, smaller, without place and camera, and only for the workspace', async () => {
  const { marketing, viewer, stranger, row } = await seedSign()
  const photo = await sharp(await pngCode(HANDLE, { size: 3_000 }))
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' }, IFD0: { Make: 'Larkphone' } })
    .jpeg()
    .toBuffer()
  expect((await sharp(photo).metadata()).exif).toBeDefined()
  await attestEntryPoint(marketing, { ...said, id: row.id, photo })
  const [check] = await checksOf(marketing, row.id, 1)
  const kept = await findPhoto(viewer, check?.photoId ?? '')
  if (!kept) throw new Error('The photo is gone.')
  const { width, format, exif } = await sharp(kept.bytes).metadata()
  expect({ width, format, exif }).toEqual({ width: 2_000, format: 'jpeg', exif: undefined })
  expect(Buffer.from(kept.bytes).includes('Larkphone')).toBe(false)
  expect(await findPhoto(stranger, check?.photoId ?? '')).toBeNull()
})

test.each([
  ['text', Buffer.from('hello'), 'picture-not-readable'],
  ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'picture-not-readable'],
  ['too many bytes', Buffer.alloc(15 * 1_048_576 + 1), 'picture-too-large'],
])('%s is refused as a photo, and nothing is stored', async (_what, photo, code) => {
  const { workspaceId, marketing, row } = await seedSign()
  expect(await attestEntryPoint(marketing, { ...said, id: row.id, photo })).toMatchObject({ ok: false, code })
  expect(await db.attachment.count({ where: { workspaceId } })).toBe(0)
})

test('a photo of too many pixels is refused', async () => {
  const { marketing, row } = await seedSign()
  const photo = await sharp({ create: { width: 9_000, height: 9_000, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  expect(await attestEntryPoint(marketing, { ...said, id: row.id, photo })).toMatchObject({ code: 'picture-too-large' })
})

test('a site that blocks programs takes nothing away from a code somebody photographed', async () => {
  const { marketing, row } = await seedSign()
  await attestEntryPoint(marketing, { ...said, id: row.id, photo: await pngCode(HANDLE) })
  const placed = await updateEntryPoint(marketing, {
    id: row.id,
    version: 1,
    patch: { location: site.at('/forbidden') },
  })
  expect(placed.ok).toBe(true)
  expect(await checkEntryPoint(marketing, row.id)).toMatchObject({ value: { verdict: 'unverifiable' } })
  expect(await entryPointDetail(marketing, row.id)).toMatchObject({ testResult: 'right' })
})

test('who may not write attests nothing, and another workspace has no such row', async () => {
  const { workspaceId, viewer, stranger, row } = await seedSign()
  const input = { ...said, id: row.id, note: 'Scanned.' }
  expect(await attestEntryPoint(viewer, input)).toEqual({ ok: false, code: 'not-allowed' })
  expect(await attestEntryPoint(stranger, input)).toEqual({ ok: false, code: 'not-found' })
  expect(await db.entryPointCheck.count({ where: { workspaceId } })).toBe(0)
})
