import { seedContact } from '@/lib/deliveries/testing/seed-events'
import { writeTransaction } from '@/lib/server/db'
import { type SeededNumber, seedNumber } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import type { SampleParams } from '@/lib/whatsapp/sample-parts'
import { type SampleName, sampleBody } from '@/lib/whatsapp/samples'
import { signBody } from '@/lib/whatsapp/signature'
import { axeEverywhere, expect, test } from './fixtures'

/** Posts a sample to the webhook of the server under test, signed as WhatsApp signs. */
async function deliver(
  baseURL: string | undefined,
  number: SeededNumber,
  sample: { name: SampleName; params?: Partial<SampleParams> },
): Promise<void> {
  const body = sampleBody(sample.name, {
    phoneNumberId: number.phoneNumberId,
    displayPhoneNumber: '442079460101',
    wabaId: number.wabaId,
    wamid: `wamid.E2E${newId('id')}`,
    at: new Date(),
    ...sample.params,
  })
  const response = await fetch(`${baseURL}/webhooks/whatsapp/${number.urlKey}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signBody(number.secret, body) },
    body: new Uint8Array(body),
  })
  expect(response.status).toBe(200)
}

const PERSON = {
  phone: '447700900711',
  bsuid: 'GB.71100000000000000001',
  username: 'tansy.marsh',
  profileName: 'Tansy Marsh',
}

test('@postgres a signed delivery appears without a reload, with its reason', async ({ page, world, baseURL }) => {
  const number = await seedNumber(world.workspaceId)
  const holds = [{ kind: 'phone' as const, value: PERSON.phone }]
  await seedContact(world.workspaceId, { crmContactId: 'CRM-711', name: 'Tansy Marsh', holds })
  await world.signInAs('developer')
  await page.goto('/deliveries')
  await expect(page.getByText('Nothing has arrived yet')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible()

  await deliver(baseURL, number, { name: 'phone-and-bsuid', params: PERSON })
  const row = page.getByRole('row', { name: /linked/ })
  await expect(row).toContainText('Phone and BSUID, first time together')
  await expect(row).toContainText('CRM-711')

  await row.getByRole('link').first().click()
  const panel = page.getByRole('complementary', { name: 'Linked to an existing customer' })
  await expect(panel.getByText('decided by rule 2: one contact holds this phone')).toBeVisible()
  await expect(panel.getByRole('list', { name: 'Why' })).toContainText('The BSUID is now theirs.')
  await expect(panel.getByText('+44 •••• 711', { exact: true })).toBeVisible()
  await expect(panel).not.toContainText('900711')
  await expect(panel.getByRole('button', { name: /Reveal/ })).toHaveCount(0)

  await deliver(baseURL, number, { name: 'bsuid-only-known', params: PERSON })
  await expect(page.getByRole('row', { name: /matched/ }).filter({ hasText: 'BSUID only' })).toContainText('CRM-711')
  await page.keyboard.press('Escape')
  await expect(panel).toHaveCount(0)
})

test('identifiers and the body are revealed to those allowed, and that is recorded', async ({
  page,
  world,
  baseURL,
}) => {
  const number = await seedNumber(world.workspaceId)
  await deliver(baseURL, number, { name: 'phone-and-bsuid', params: PERSON })
  await world.signInAs('admin')
  await page.goto('/deliveries')
  await page
    .getByRole('row', { name: /created/ })
    .getByRole('link')
    .first()
    .click()
  await page.getByRole('button', { name: 'Reveal identifiers' }).click()
  const revealed = page.getByRole('region', { name: 'Revealed identifiers' })
  await expect(revealed).toContainText('+44 7700 900711')
  await expect(revealed).toContainText(PERSON.bsuid)
  await page.getByRole('button', { name: 'Body' }).click()
  await expect(page.getByRole('region', { name: 'Body of the delivery' })).toContainText('"profile": {')
  await page.keyboard.press('Escape')
  await page.goto('/audit')
  await expect(page.getByText('revealed identifiers').first()).toBeVisible()
})

test('a failure is grouped by its cause, and replayed once the cause is gone', async ({ page, world, baseURL }) => {
  const number = await seedNumber(world.workspaceId)
  const phoneNumberId = `9${Date.now()}`
  for (const wamid of ['wamid.E2Efail1', 'wamid.E2Efail2']) {
    await deliver(baseURL, number, { name: 'phone-only', params: { ...PERSON, phoneNumberId, wamid } })
  }
  await world.signInAs('developer')
  await page.goto('/deliveries/failures')
  const card = page.getByRole('listitem').filter({ hasText: 'is not one of this workspace' })
  await expect(card).toContainText('2')
  await expect(card).toContainText('Add the number in Settings, Numbers, then replay the delivery.')

  await writeTransaction((tx) =>
    tx.businessNumber.create({
      data: {
        id: newId('num'),
        workspaceId: world.workspaceId,
        portfolioId: number.portfolioId,
        connectionId: number.connectionId,
        phoneNumberId,
        displayNumber: '+44 20 7946 0999',
        displayDigits: '442079460999',
        wabaId: number.wabaId,
        label: 'Returns',
      },
    }),
  )
  await card.getByRole('button', { name: 'Replay all' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Replay 2' }).click()
  await expect(page.getByText('2 events of 2 deliveries will be resolved again.').first()).toBeVisible()
  await expect(page.getByText('Nothing has failed.')).toBeVisible()
  await page.goto('/deliveries')
  await expect(page.getByRole('row', { name: /created/ })).toHaveCount(1)
  await expect(page.getByRole('row', { name: /matched/ })).toHaveCount(1)
})

test('a test delivery goes through the real door and shows what became of it', async ({ page, world }) => {
  await seedNumber(world.workspaceId)
  await world.signInAs('developer')
  await page.goto('/deliveries')
  await page.getByRole('button', { name: 'Send a test delivery' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('somebody nobody has seen').check()
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(dialog.getByText('Received, signature valid, resolved.')).toBeVisible()
  await expect(dialog.getByText('created')).toBeVisible()
  await dialog.getByLabel('Variation').selectOption('bad-signature')
  await dialog.getByRole('button', { name: 'Send another' }).click()
  await expect(dialog.getByText('The receiver answered 401 and stored nothing')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).first().click()
  await page.goto('/deliveries/posts')
  await expect(page.getByRole('row', { name: /processed/ })).toContainText('test')
})

test('search finds a person by any identifier, and the filter says what is shown', async ({ page, world, baseURL }) => {
  const number = await seedNumber(world.workspaceId)
  await deliver(baseURL, number, { name: 'phone-and-bsuid', params: PERSON })
  await deliver(baseURL, number, { name: 'unknown-field' })
  await world.signInAs('viewer')
  await page.goto('/deliveries')
  await expect(page.getByRole('row')).toHaveCount(3)
  for (const typed of ['07700 900 711', PERSON.bsuid, '@tansy.marsh']) {
    await page.getByRole('searchbox', { name: 'Search events' }).fill(typed)
    await expect(page).toHaveURL(/q=/)
    await expect(page.getByRole('row', { name: /created/ })).toBeVisible()
    await expect(page.getByRole('row')).toHaveCount(2)
  }
  await page.goto('/deliveries?view=not-understood')
  await expect(page.getByRole('row', { name: /unsupported/ })).toContainText('not understood yet; kept')
  await expect(page.getByRole('button', { name: /Replay|Send a test/ })).toHaveCount(0)
})

test('what is not understood is counted by field and type, leads to its events and can be replayed', async ({
  page,
  world,
  baseURL,
}) => {
  const number = await seedNumber(world.workspaceId)
  for (const name of ['unknown-field', 'unknown-field', 'unknown-type', 'phone-and-bsuid'] as const) {
    await deliver(baseURL, number, { name, params: PERSON })
  }
  await world.signInAs('developer')
  await page.goto('/deliveries')
  await expect(page.getByRole('row', { name: /unsupported/ })).toHaveCount(3)
  await page.getByRole('link', { name: /^Not understood/ }).click()
  const groups = page.getByRole('list', { name: 'Not understood, by field and type' }).getByRole('listitem')
  await expect(groups).toHaveCount(2)
  await expect(groups.first()).toContainText('2events')
  await expect(groups.first()).toContainText('message_horizons')
  await expect(groups.nth(1)).toContainText('Type in messages')
  await groups.first().getByRole('link', { name: 'Show the events' }).click()
  await expect(page.getByText('that are the field message_horizons')).toBeVisible()
  await expect(page.getByRole('row', { name: /unsupported/ })).toHaveCount(2)
  await page.goBack()
  await groups.nth(1).getByRole('button', { name: 'Replay all' }).click()
  await page.getByRole('button', { name: 'Replay 1' }).click()
  await expect(page.getByText('1 event of 1 delivery will be resolved again.').first()).toBeVisible()
})

test('the page says so when it is cut off, and goes on by itself', async ({ page, world, context }) => {
  world.allowConsole(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK|Failed to load resource/)
  await seedNumber(world.workspaceId)
  await world.signInAs('viewer')
  await page.goto('/deliveries')
  const status = page.getByRole('status').filter({ hasText: /Live|Disconnected|Paused/ })
  await expect(status).toHaveText('Live')
  await page.getByRole('button', { name: /^Pause/ }).click()
  await expect(status).toContainText('Paused')
  await context.setOffline(true)
  await page.getByRole('button', { name: /^Go on/ }).click()
  await expect(page.getByRole('status').filter({ hasText: 'Disconnected' })).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible({ timeout: 20_000 })
})

test('is accessible, wide and on a phone, in both themes', async ({ page, world, baseURL }) => {
  test.slow()
  const number = await seedNumber(world.workspaceId)
  await deliver(baseURL, number, { name: 'phone-and-bsuid', params: PERSON })
  await deliver(baseURL, number, { name: 'status-failed-phone', params: PERSON })
  await deliver(baseURL, number, { name: 'unknown-type', params: PERSON })
  await world.signInAs('admin')
  await page.goto('/deliveries')
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible()
  await axeEverywhere(page)
  await page
    .getByRole('row', { name: /created/ })
    .getByRole('link')
    .first()
    .click()
  await expect(page.getByRole('complementary', { name: /Somebody new/ })).toBeVisible()
  await axeEverywhere(page)
  for (const path of ['/deliveries/failures', '/deliveries/not-understood', '/deliveries/posts']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: 'Deliveries' })).toBeVisible()
    await axeEverywhere(page)
  }
})
