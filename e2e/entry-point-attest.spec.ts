import { photographedCode, pngCode } from '@/lib/entry-points/testing/pictures'
import { db, writeTransaction } from '@/lib/server/db'
import { HANDLE, OLD, seedRow } from './entry-point-rows'
import { axeEverywhere, expect, test } from './fixtures'

const photo = (buffer: Buffer) => ({ name: 'window.jpg', mimeType: 'image/jpeg', buffer })

test('@postgres a sign is attested at phone width with a photo, whose code decides', async ({ page, world }) => {
  const actor = await world.signInAs('operations', { name: 'Odo Marsh' })
  const given = { kind: 'signage', risk: 'printed', location: 'Store 4, window', currentDestination: OLD }
  const id = await seedRow(actor, { name: 'Window poster', newDestination: HANDLE, ...given })
  await writeTransaction((tx) => tx.entryPoint.update({ where: { id }, data: { moveState: 'moved' } }))
  // The browser's own line about the two refusals below.
  world.allowConsole(/status of 400/)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`/entry-points/${id}`)
  await expect(page.getByText('There is no web address to visit')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Check now' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Attest' }).click()
  const dialog = page.getByRole('dialog', { name: 'Attest “Window poster”' })
  await expect(dialog).toContainText('It should lead to https://wa.me/larkmoss.')
  await axeEverywhere(page)
  await dialog.getByRole('button', { name: 'Attest' }).click()
  await expect(dialog.getByRole('alert')).toContainText('Add a photo, or write down')
  await dialog.getByLabel('Choose a picture').setInputFiles(photo(Buffer.from('this is no picture')))
  await dialog.getByRole('button', { name: 'Attest' }).click()
  await expect(dialog.getByRole('alert')).toContainText('no picture Handrail can open')

  await dialog.getByLabel('Choose a picture').setInputFiles(photo(await photographedCode(OLD)))
  await dialog.getByLabel('Note').fill('Seen from the street.')
  await dialog.getByRole('button', { name: 'Attest' }).click()
  await expect(dialog).toBeHidden()
  const checks = page.getByRole('list', { name: 'Checks', exact: true })
  await expect(checks).toContainText(
    'It reaches +44 20 7946 0118 (QR code in the photo) and not https://wa.me/larkmoss.',
  )
  await expect(checks).toContainText('Seen from the street.')
  const evidence = checks.getByRole('img', { name: 'Evidence for Window poster, opens in full size' })
  await expect(evidence).toBeVisible()
  expect(await evidence.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth))).toBeGreaterThan(
    500,
  )

  await page.getByRole('button', { name: 'Attest' }).click()
  await dialog.getByLabel('Choose a picture').setInputFiles(photo(await pngCode(HANDLE)))
  await dialog.getByRole('button', { name: 'Attest' }).click()
  await expect(checks.getByRole('listitem').first()).toContainText('reaches @larkmoss')
  expect(await db.entryPoint.findUnique({ where: { id } })).toMatchObject({ testResult: 'right', version: 1 })
})

test('a photo is served to members of its workspace only, and as a picture that can do nothing', async ({
  page,
  world,
}) => {
  const actor = await world.signInAs('operations')
  const id = await seedRow(actor, { name: 'Till', kind: 'qr_code', newDestination: HANDLE })
  const sent = await page.request.post(`/entry-points/${id}/attest`, {
    headers: {
      origin: new URL(page.url() === 'about:blank' ? (process.env.HANDRAIL_E2E_URL ?? '') : page.url()).origin,
    },
    multipart: { claim: 'right', note: '', photo: photo(await pngCode(HANDLE)) },
  })
  expect(sent.status()).toBe(200)
  const [kept] = await db.attachment.findMany({ where: { workspaceId: world.workspaceId } })
  const url = `/entry-points/photos/${kept?.id}`
  const own = await page.request.get(url)
  expect(own.headers()).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
    'content-security-policy': expect.stringContaining('sandbox'),
  })
  const elsewhere = await world.person('admin', { workspaceId: await world.otherWorkspace() })
  expect((await elsewhere.page.request.get(url)).status()).toBe(404)
  const visitor = await page
    .context()
    .browser()
    ?.newContext({ baseURL: process.env.HANDRAIL_E2E_URL ?? '' })
  expect((await visitor?.request.get(url))?.status()).toBe(401)
  await visitor?.close()
})
