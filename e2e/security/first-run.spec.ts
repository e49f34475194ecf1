import { expect, test } from '@playwright/test'
import { axeEverywhere } from '../fixtures'
import { type RunningServer, startServer } from '../start-server'

/** An empty Handrail of its own: nobody can sign in yet. */
let server: RunningServer

test.beforeAll(async () => {
  server = await startServer({ HANDRAIL_ROLE: 'web' })
})

test.afterAll(async () => {
  await server.stop()
})

test('the first person makes the workspace and is its admin; the page then answers nobody', async ({
  page,
  browser,
}) => {
  await page.goto(`${server.url}/contacts`)
  await expect(page).toHaveURL(`${server.url}/first-run`)
  await axeEverywhere(page)

  const late = await (await browser.newContext()).newPage()
  await late.goto(`${server.url}/first-run`)

  await page.getByLabel('Your business').fill('Fernhollow Ltd')
  await page.getByLabel('Your name').fill('Ada Fern')
  await page.getByLabel('E-mail').fill('ada@example.test, other@example.test')
  await page.getByLabel('Password').fill('short')
  await page.getByRole('button', { name: 'Make the workspace' }).click()
  await expect(page.getByText('Enter one e-mail address').first()).toBeVisible()
  await expect(page.getByText('Use at least 12 characters').first()).toBeVisible()
  await expect(page.getByLabel('Your business')).toHaveValue('Fernhollow Ltd')
  await page.getByLabel('E-mail').fill('ada@example.test')
  await page.getByLabel('Password').fill('three brown otters')
  await page.getByRole('button', { name: 'Make the workspace' }).click()
  await expect(page).toHaveURL(`${server.url}/overview`)
  await expect(page.getByText('Fernhollow Ltd')).toBeVisible()

  await late.getByLabel('Your business').fill('Somebody else')
  await late.getByLabel('Your name').fill('Eve')
  await late.getByLabel('E-mail').fill('eve@example.test')
  await late.getByLabel('Password').fill('four brown otters')
  await late.getByRole('button', { name: 'Make the workspace' }).click()
  await expect(late.getByText('Handrail is set up already')).toBeVisible()
  await late.goto(`${server.url}/first-run`)
  await expect(late).toHaveURL(`${server.url}/sign-in`)
})
