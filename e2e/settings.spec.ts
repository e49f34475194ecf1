import { createHmac } from 'node:crypto'
import type { Page } from '@playwright/test'
import { db, writeTransaction } from '@/lib/server/db'
import { seedNumber } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { axeEverywhere, expect, test, type World } from './fixtures'

const SECRET = 'e2e_app_secret_0123456789'
const message = (phoneNumberId: string) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '442079460118', phone_number_id: phoneNumberId },
              contacts: [{ profile: { name: 'Ivo Marsh' }, wa_id: '447700900118', user_id: 'GB.1349120865530274' }],
              messages: [
                {
                  from: '447700900118',
                  from_user_id: 'GB.1349120865530274',
                  id: `wamid.${newId('id')}`,
                  timestamp: '1795430000',
                  type: 'text',
                  text: { body: 'Are you open on Sunday?' },
                },
              ],
            },
          },
        ],
      },
    ],
  })

/** What Meta does: a POST signed with the app secret. Answers the status. */
async function deliver(address: string, body: string, secret: string): Promise<number> {
  const signature = createHmac('sha256', secret).update(body).digest('hex')
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` }
  return (await fetch(address, { method: 'POST', headers, body })).status
}

/** What a toast says; it is in the page a second time for a moment, to be read aloud. */
function said(page: Page, text: string) {
  return page.getByRole('region', { name: /^Messages/ }).getByText(text)
}

/** Every label and value the page shows for copying. */
function copied(page: Page, label: string) {
  return page.getByText(label, { exact: true }).locator('..').locator('code')
}

async function addNumber(page: Page, given: { phoneNumberId: string; displayNumber: string; label: string }) {
  await page.getByRole('button', { name: 'Add number' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a number' })
  await dialog.getByLabel('Name').fill(given.label)
  await dialog.getByLabel('Display number').fill(given.displayNumber)
  await dialog.getByLabel('Phone number id').fill(given.phoneNumberId)
  await dialog.getByLabel('WABA id').fill('102290129340398')
  await dialog.getByRole('button', { name: 'Add number' }).click()
  return dialog
}

/** No page of a test may carry the secret or the verify token, in what it shows or in what it was made from. */
async function expectNoSecrets(page: Page, paths: readonly string[], secrets: readonly string[]) {
  for (const path of paths) {
    const html = await (await page.request.get(path)).text()
    for (const secret of secrets) expect(html, path).not.toContain(secret)
  }
}

test('@postgres a developer connects a Meta app from nothing to the first delivery', async ({ page, world }) => {
  test.slow()
  await world.signInAs('developer', { name: 'Noor Haddad' })
  const phoneNumberId = `10654${Date.now()}`
  await page.goto('/settings/numbers')
  await page.getByRole('button', { name: 'Add portfolio' }).click()
  await page.getByLabel('Name').fill('Fernhollow UK')
  await page.getByRole('dialog').getByRole('button', { name: 'Add portfolio' }).click()
  await expect(page.getByRole('link', { name: /Fernhollow UK 0 numbers/ })).toBeVisible()
  await addNumber(page, { phoneNumberId, displayNumber: '+44 20 7946 0118', label: 'Support' })
  await expect(page.getByRole('row', { name: /Support/ })).toContainText('no connection')

  await page.getByRole('link', { name: 'Connections', exact: true }).click()
  await page.getByRole('link', { name: 'Add connection' }).first().click()
  await page.getByLabel('Name').fill('Shadow app')
  await page.getByLabel('App secret').fill(SECRET)
  await expect(page.getByRole('checkbox', { name: /Support/ })).toBeChecked()
  await page.getByRole('button', { name: 'Add connection' }).click()
  await expect(page.getByText('The connection is ready.')).toBeVisible()
  const address = (await copied(page, 'Callback address').textContent()) ?? ''
  const verifyToken = (await copied(page, 'Verify token').textContent()) ?? ''
  await expect(copied(page, 'Fields to subscribe to')).toHaveText('messages, business_username_updates')
  await expect(page.getByText('waiting for Meta’s verification')).toBeVisible()

  const handshake = (token: string) =>
    fetch(
      `${address}?${new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': token })}`,
    )
  expect((await handshake('another token')).status).toBe(403)
  expect(await (await handshake(verifyToken)).text()).toBe('1158201444')
  await expect(page.getByText('Meta made the handshake')).toBeVisible()
  expect(await deliver(address, message(phoneNumberId), 'the secret of another app')).toBe(401)
  expect(await deliver(address, message(phoneNumberId), SECRET)).toBe(200)
  await expect(page.getByText('The last delivery came')).toBeVisible({ timeout: 20_000 })

  await page.getByRole('link', { name: 'Go to the connection' }).click()
  await expect(page.getByRole('heading', { name: 'Shadow app' })).toBeVisible()
  await expect(page.getByRole('row', { name: /Support/ })).toContainText('Fernhollow UK')
  await expect(page.getByText('1 time', { exact: true })).toBeVisible()
  await expect(page.getByText(/Check that Handrail has the app secret/)).toBeVisible()
  const { workspaceId } = world
  expect(await db.delivery.count({ where: { workspaceId } })).toBe(1)
  const connectionPath = new URL(page.url()).pathname
  await expectNoSecrets(
    page,
    ['/settings/connections', connectionPath, '/settings/numbers', '/audit'],
    [SECRET, verifyToken],
  )
  const audit = JSON.stringify(await db.auditEvent.findMany({ where: { workspaceId } }))
  for (const secret of [SECRET, verifyToken]) expect(audit).not.toContain(secret)
})

test('a number that would shadow another is refused with its sentence, and what was typed stays', async ({
  page,
  world,
}) => {
  const taken = await seedNumber(world.workspaceId, { label: 'Support' })
  await world.signInAs('developer')
  await page.goto('/settings/numbers')
  const dialog = await addNumber(page, {
    phoneNumberId: taken.phoneNumberId,
    displayNumber: '+44 20 7946 0777',
    label: 'Support again',
  })
  await expect(dialog.getByRole('alert')).toContainText('would shadow each other')
  await expect(dialog.getByLabel('Name')).toHaveValue('Support again')
  await dialog.getByLabel('Phone number id').fill('+44 20 7946 0777')
  await dialog.getByRole('button', { name: 'Add number' }).click()
  await expect(dialog.getByText('The phone number id is 5 to 32 digits')).toBeVisible()
  await dialog.getByLabel('Phone number id').fill('106540352249999')
  await dialog.getByRole('button', { name: 'Add number' }).click()
  await expect(page.getByRole('row', { name: /Support again/ })).toBeVisible()
})

test('a number is moved to another connection; one with events offers no removal', async ({ page, world }) => {
  const first = await seedNumber(world.workspaceId, { label: 'Stores' })
  const second = await seedNumber(world.workspaceId, { label: 'Sales', portfolioId: first.portfolioId })
  const name = (await db.connection.findUniqueOrThrow({ where: { id: second.connectionId } })).name
  await writeTransaction((tx) =>
    tx.thread.create({
      data: {
        ...{ id: newId('th'), workspaceId: world.workspaceId, numberId: second.numberId, openedWith: 'phone' },
        ...{ openedAt: new Date(), lastAt: new Date() },
      },
    }),
  )
  await world.signInAs('developer')
  await page.goto(`/settings/numbers?open=${first.numberId}`)
  const panel = page.getByRole('complementary', { name: 'Stores' })
  await panel.getByRole('button', { name: 'Edit' }).click()
  await page.getByRole('dialog').getByLabel('Connection').selectOption({ label: name })
  await page.getByRole('dialog').getByRole('button', { name: 'Save number' }).click()
  await expect(panel.getByRole('link', { name })).toBeVisible()
  await panel.getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(said(page, 'Stores is removed.')).toBeVisible()
  await page.getByRole('link', { name: 'Sales' }).click()
  const used = page.getByRole('complementary', { name: 'Sales' })
  await expect(used.getByText('It stays: events and threads name it')).toBeVisible()
  await expect(used.getByRole('button', { name: 'Remove' })).toHaveCount(0)
})

test('a connection is paused, resumed, given a new secret and removed', async ({ page, world }) => {
  const { connectionId, urlKey, secret } = await seedNumber(world.workspaceId, { label: 'Support' })
  await world.signInAs('developer')
  await page.goto(`/settings/connections/${connectionId}`)
  const address = new URL(`/webhooks/whatsapp/${urlKey}`, page.url()).href
  const body = '{"object":"whatsapp_business_account","entry":[]}'
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('paused', { exact: true })).toBeVisible()
  // What the receiver remembers of a connection is a second old at the most.
  await expect.poll(() => deliver(address, body, secret)).toBe(404)
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  expect(await deliver(address, body, secret)).toBe(200)
  await page.getByRole('button', { name: 'Replace' }).click()
  await page.getByRole('dialog').getByLabel('App secret').fill(SECRET)
  await page.getByRole('button', { name: 'Replace the secret' }).click()
  await expect(said(page, 'has a new app secret')).toBeVisible()
  expect(await deliver(address, body, SECRET)).toBe(200)
  await expect.poll(() => deliver(address, body, secret)).toBe(401)
  await page.getByRole('button', { name: 'Make a new one' }).click()
  await page.getByRole('button', { name: 'Make a new token' }).click()
  await expect(copied(page, 'Verify token')).toHaveText(/^[A-Za-z0-9_-]{32}$/)
  await page.getByRole('button', { name: 'Remove the connection' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page).toHaveURL('/settings/connections')
  await expect(page.getByText('Nothing listens yet.')).toBeVisible()
  await expect.poll(() => deliver(address, body, SECRET)).toBe(404)
})

test('two admins who change the settings choose between both versions', async ({ page, world }) => {
  await world.signInAs('admin')
  await page.goto('/settings')
  await page.getByLabel('Name of the workspace').fill('Fernhollow Gardens')
  await page.getByLabel('Time zone').click()
  await page.getByPlaceholder('Type a city, as in Dubai').fill('dubai')
  await page.keyboard.press('Enter')
  await writeTransaction((tx) =>
    tx.workspace.update({
      where: { id: world.workspaceId },
      data: { bodyRetentionDays: 20, version: { increment: 1 } },
    }),
  )
  await page.getByRole('button', { name: 'Save settings' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('changed while you were editing')
  await dialog.getByRole('radiogroup', { name: 'Bodies kept' }).getByLabel('Theirs: 20 days').check()
  await dialog.getByRole('button', { name: 'Save these choices' }).click()
  await expect(said(page, 'The settings are saved.')).toBeVisible()
  const { name, zone, bodyRetentionDays } = await db.workspace.findUniqueOrThrow({ where: { id: world.workspaceId } })
  expect({ name, zone, bodyRetentionDays }).toEqual({
    name: 'Fernhollow Gardens',
    zone: 'Asia/Dubai',
    bodyRetentionDays: 20,
  })
})

test('a token is made, works, and is revoked', async ({ page, world }) => {
  await world.signInAs('developer')
  await page.goto('/settings/tokens/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('CRM sync')
  await page.getByRole('button', { name: 'Make the token' }).click()
  await expect(page.getByText('Choose at least one thing it may do.')).toBeVisible()
  await page.getByRole('group', { name: 'Contacts' }).getByRole('checkbox', { name: 'see' }).check()
  await expect(page.getByRole('checkbox', { name: 'Everything' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Make the token' }).click()
  const token = (await copied(page, 'Token').textContent()) ?? ''
  const call = () => page.request.get('/api/v1/contacts?limit=1', { headers: { authorization: `Bearer ${token}` } })
  expect((await call()).status()).toBe(200)
  await page.getByRole('link', { name: 'I have copied it' }).click()
  await expect(page.getByRole('row', { name: /CRM sync/ })).toContainText('Contacts: see')
  await expectNoSecrets(page, ['/settings/tokens', '/audit'], [token])
  await page.getByRole('link', { name: 'CRM sync' }).click()
  await page.getByRole('complementary', { name: 'CRM sync' }).getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByRole('row', { name: /CRM sync/ })).toContainText('revoked')
  expect((await call()).status()).toBe(401)
})

async function oldDelivery({ workspaceId }: World): Promise<void> {
  const receivedAt = new Date(Date.now() - 40 * 86_400_000)
  await writeTransaction((tx) =>
    tx.delivery.create({
      data: {
        ...{ id: newId('d'), workspaceId, connectionId: newId('con'), receivedAt, state: 'processed' },
        ...{ size: 2, bodyHash: 'x', body: Buffer.from('{}') },
      },
    }),
  )
}

test('an admin purges what is due now, and the log says so', async ({ page, world }) => {
  await oldDelivery(world)
  await world.signInAs('admin', { name: 'Ada Fern' })
  await page.goto('/settings/retention')
  await page.getByRole('button', { name: 'Purge now' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Purge' }).click()
  await expect(page.getByText('1 body, by hand')).toBeVisible()
  await expect(page.getByText('There is nothing to purge.')).toBeVisible()
  const { workspaceId } = world
  expect(await db.delivery.count({ where: { workspaceId, body: { not: null } } })).toBe(0)
})

test('marketing reads the settings and changes nothing; a viewer has no such room', async ({ page, world }) => {
  world.allowConsole(/403/)
  await world.signInAs('marketing')
  await page.goto('/settings')
  await expect(page.getByText('Only an admin changes these.')).toBeVisible()
  const tabs = page.getByRole('navigation', { name: 'Settings' })
  await expect(tabs.getByRole('link')).toHaveText([
    /General/,
    /Portfolios and numbers/,
    /Who signs off/,
    /Retention and data/,
  ])
  await page.goto('/settings/numbers')
  await expect(page.getByRole('button', { name: /Add/ })).toHaveCount(0)
  expect((await page.request.get('/settings/connections')).status()).toBe(403)
  const viewer = await world.person('viewer')
  expect((await viewer.page.request.get('/settings')).status()).toBe(403)
})

test('every part is accessible in both themes and at 390 px', async ({ page, world }) => {
  test.slow()
  const { connectionId, numberId } = await seedNumber(world.workspaceId, { label: 'Support' })
  await world.signInAs(['admin', 'developer'])
  const paths = [
    '/settings',
    '/settings/numbers',
    `/settings/numbers?open=${numberId}`,
    '/settings/connections',
    '/settings/connections/new',
    `/settings/connections/${connectionId}`,
    '/settings/tokens',
    '/settings/tokens/new',
    '/settings/retention',
  ]
  for (const path of paths) {
    await page.goto(path)
    await axeEverywhere(page)
  }
})
