import { expect, test } from '@playwright/test'
import { type RunningServer, startServer } from '../start-server'
import { type FakeProvider, startProvider } from './oidc-provider'

/** Signing in through an identity provider, on a server of its own that is set to use one. */
let provider: FakeProvider
let server: RunningServer

test.beforeAll(async () => {
  provider = await startProvider()
  server = await startServer({
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'handrail',
    OIDC_CLIENT_SECRET: 'a secret of the test',
    HANDRAIL_ADMIN_EMAIL: 'ada@example.test',
    HANDRAIL_ADMIN_PASSWORD: 'three brown otters',
    HANDRAIL_ROLE: 'web',
  })
})

test.afterAll(async () => {
  await server.stop()
  await provider.close()
})

test('a member comes in through the provider, and a stranger does not', async ({ page }) => {
  provider.become({ sub: 'stranger', email: 'stranger@example.test', email_verified: true })
  await page.goto(`${server.url}/members`)
  await page.getByRole('button', { name: /^Continue with/ }).click()
  await expect(page.getByText('Nobody here has the address')).toBeVisible()

  provider.become({ sub: 'ada', email: 'ada@example.test' })
  await page.getByRole('button', { name: /^Continue with/ }).click()
  await expect(page.getByText('has not verified your e-mail address')).toBeVisible()

  provider.become({ sub: 'ada', email: 'ada@example.test', email_verified: true })
  await page.goto(`${server.url}/members`)
  await page.getByRole('button', { name: /^Continue with/ }).click()
  await expect(page).toHaveURL(`${server.url}/members`)
  await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible()
})

test('an answer that nobody asked for opens nothing', async ({ page }) => {
  await page.goto(`${server.url}/api/auth/callback/oidc?code=stolen&state=made-up`)
  await expect(page).toHaveURL(/\/sign-in/)
  await expect(page.getByText('Signing in did not work this time')).toBeVisible()
  expect((await page.request.get(`${server.url}/account`, { maxRedirects: 0 })).status()).toBe(307)
})
