import { expect, test } from './fixtures'
import { emptyDatabase, startServer } from './start-server'

/** These tests need a database nobody has signed in to: each starts a server of its own. */
test.describe.configure({ mode: 'serial' })

test('@postgres the first person makes the workspace and its admin, once', async ({ page, browser }) => {
  const server = await startServer(await emptyDatabase())
  try {
    await page.goto(`${server.url}/`)
    await expect(page).toHaveURL(/first-run/)
    await page.getByLabel('Your business').fill('Fernhollow')
    await page.getByLabel('Your name').fill('Ada Marsh')
    await page.getByLabel('E-mail').fill('ada@example.test')
    await page.getByLabel('Password').fill('correct horse battery')
    await page.getByRole('button', { name: 'Make the workspace' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Connect WhatsApp to begin')

    const stranger = await browser.newPage()
    await stranger.goto(`${server.url}/first-run`)
    await expect(stranger).toHaveURL(/sign-in/)
    await expect(stranger.getByText('larkmoss-demo')).toHaveCount(0)
    await stranger.close()
  } finally {
    await server.stop()
  }
})

test('the demo shows one sign-in per role, and each of them works', async ({ page }) => {
  const server = await startServer({ HANDRAIL_DEMO: '1', ...(await emptyDatabase()) })
  try {
    for (const name of ['Marta', 'Juno', 'Tobias', 'Imani', 'Rafael', 'Noor', 'Edith', 'Sam']) {
      await page.context().clearCookies()
      await page.goto(`${server.url}/sign-in`)
      await page.getByRole('button', { name: new RegExp(name) }).click()
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await expect(page).toHaveURL(/overview/)
      await expect(page.getByText('Larkmoss Garden Centres').first()).toBeVisible()
    }
  } finally {
    await server.stop()
  }
})
