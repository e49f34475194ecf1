import { db, writeTransaction } from '@/lib/server/db'
import { HANDLE, OLD, seedRow } from './entry-point-rows'
import { expect, problem, test } from './fixtures'

test('a link is built, its code read back, downloaded, and set as the destination of a row', async ({
  page,
  world,
}) => {
  const actor = await world.signInAs('marketing')
  const id = await seedRow(actor, { name: 'Till receipt', kind: 'qr_code', risk: 'printed', currentDestination: OLD })
  await page.goto(`/entry-points/${id}`)
  await page.getByRole('link', { name: 'Link and QR code' }).click()
  await expect(page.getByRole('heading', { name: 'Links and QR codes', level: 1 })).toBeVisible()
  await page.getByRole('radio', { name: 'By username' }).check()
  await page.getByRole('textbox', { name: 'Username' }).fill('lark-moss')
  await expect(page.getByText('found "-"').first()).toBeVisible()
  await page.getByRole('textbox', { name: 'Username' }).fill('larkmoss')
  await page.getByLabel('Text it fills in').fill('Hello there')
  await expect(page.getByRole('img', { name: 'QR code of https://wa.me/larkmoss?text=Hello%20there' })).toBeVisible()
  await expect(page.getByText('read back, leads exactly there')).toBeVisible()
  await expect(page.getByText('One-way door: this code encodes a username.')).toBeVisible()
  await expect(page.getByText('This row is printed, and the link encodes a username')).toBeVisible()
  for (const [name, file] of [
    ['SVG', 'qr-larkmoss.svg'],
    ['PNG', 'qr-larkmoss.png'],
  ] as const) {
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name, exact: true }).click()
    expect((await download).suggestedFilename()).toBe(file)
  }
  await page.getByRole('radio', { name: 'By number' }).check()
  await page.getByRole('combobox', { name: 'Number' }).fill('+44 20 7946 0118')
  await expect(page.getByRole('img', { name: /^QR code of https:\/\/wa\.me\/442079460118/ })).toBeVisible()
  await expect(page.getByText('One-way door')).toHaveCount(0)
  await page.getByRole('button', { name: 'Set as new destination' }).click()
  await expect(page.getByText('this link is its new destination')).toBeVisible()
  expect(await db.entryPoint.findUnique({ where: { id } })).toMatchObject({
    newDestination: 'https://wa.me/442079460118?text=Hello%20there',
    version: 2,
  })
})

test('a row is found for a link, and somebody else’s change is not overwritten', async ({ page, world }) => {
  const actor = await world.signInAs('marketing')
  const id = await seedRow(actor, { name: 'Compost bag', kind: 'packaging', risk: 'printed' })
  await page.goto('/entry-points/links?target=%2B442079460118')
  await page.getByLabel('Search a row of the sheet').fill('compost')
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await page.getByRole('link', { name: 'Compost bag' }).click()
  await expect(page.getByRole('button', { name: 'Set as new destination' })).toBeVisible()
  await writeTransaction((tx) =>
    tx.entryPoint.update({ where: { id }, data: { newDestination: HANDLE, version: { increment: 1 } } }),
  )
  await page.getByRole('button', { name: 'Set as new destination' }).click()
  await expect(problem(page)).toContainText('Somebody else changed this row meanwhile')
  expect(await db.entryPoint.findUnique({ where: { id } })).toMatchObject({ newDestination: HANDLE })
})
