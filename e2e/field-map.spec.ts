import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { seedNumber } from '@/lib/server/testing/seed'
import { axeEverywhere, expect, test } from './fixtures'

type Given = { field: string; trust?: string; matched?: boolean; type?: string }

/** Fills the form behind one cell of the map and saves it. */
async function writeDown(page: Page, what: string, { field, trust, matched, type }: Given) {
  await page.getByRole('button', { name: `Write down ${what}` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Field', { exact: true }).fill(field)
  if (type) await dialog.getByLabel('Type of field').selectOption({ label: type })
  if (trust) await dialog.getByLabel('Trusted for').selectOption(trust)
  if (matched) await dialog.getByLabel('Customers are found by it').selectOption('yes')
  await dialog.getByRole('button', { name: 'Save' }).click()
  return dialog
}

test('@postgres the CRM owner writes the map down, proves it with two conversations, and an edit makes the proof old', async ({
  page,
  world,
}) => {
  await seedNumber(world.workspaceId, { label: 'Support line' })
  await world.signInAs('crm_owner', { name: 'Cora Owner' })
  await page.goto('/field-map')
  await page.getByRole('button', { name: 'Add system' }).first().click()
  await page.getByRole('dialog').getByLabel('System').fill('Orchard CRM')
  await page.getByRole('dialog').getByLabel('Owner').selectOption({ label: 'Cora Owner' })
  await page.getByRole('dialog').getByRole('button', { name: 'Add system' }).click()
  await expect(
    page.getByText('Orchard CRM has no field for Phone, BSUID, Username and CRM contact id.', { exact: true }),
  ).toBeVisible()

  const dialog = await writeDown(page, 'Username in Orchard CRM', { field: 'person.tags', matched: true })
  await expect(dialog.getByText('A label is shared and renamed by anybody')).toBeVisible()
  await expect(dialog.getByText('A username can change any day')).toBeVisible()
  await dialog.getByLabel('Field', { exact: true }).fill('person.wa_username')
  await dialog.getByLabel('Customers are found by it').selectOption('no')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await writeDown(page, 'Phone in Orchard CRM', { field: 'person.mobile', type: 'phone', matched: true })
  await expect(dialog).toBeHidden()
  await writeDown(page, 'CRM contact id in Orchard CRM', { field: 'person.id', matched: true })
  await expect(dialog).toBeHidden()
  await writeDown(page, 'BSUID in Orchard CRM', { field: 'person.wa_bsuid' })
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Orchard CRM keeps the BSUID and does not match by it').first()).toBeVisible()

  await page.getByRole('button', { name: 'Run the two-conversation check' }).click()
  await expect(page).toHaveURL(/\/field-map\/checks\/cvc_/)
  await expect(page.getByText('Handrail finds the record, and Orchard CRM would not')).toBeVisible()
  await axeEverywhere(page)
  await page.goto('/field-map')
  await page.getByRole('button', { name: 'Change BSUID in Orchard CRM: person.wa_bsuid' }).click()
  await dialog.getByLabel('Customers are found by it').selectOption('yes')
  await dialog.getByLabel('Read by').fill('Agent sidebar\nMonthly report')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('nothing is missing', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Run the two-conversation check' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Two conversations, one record?' })).toBeVisible()
  await expect(page.getByRole('main').getByText(/^reached CHECK-/)).toHaveCount(2)
  await expect(page.getByText('the same conversation went on')).toBeVisible()

  await page.goto('/field-map')
  await expect(page.getByRole('main').getByText('passed', { exact: true })).toBeVisible()
  await axeEverywhere(page)
  await page.getByRole('button', { name: 'Change Phone in Orchard CRM: person.mobile' }).click()
  await dialog.getByLabel('Field', { exact: true }).fill('person.phone')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('passed, the map was changed since')).toBeVisible()

  await page.getByRole('link', { name: 'All fields' }).click()
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(5)
  await page.goto('/field-map/fields?matching=true')
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(4)
  await page.getByRole('link', { name: 'person.wa_bsuid' }).click()
  await expect(page.getByRole('complementary', { name: 'BSUID in Orchard CRM' })).toContainText('Monthly report')
  await axeEverywhere(page)
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /Export/ }).click()])
  expect(readFileSync(await file.path(), 'utf8')).toContain('Orchard CRM,CRM,BSUID,person.wa_bsuid')
  await page.goto('/field-map/checks')
  await expect(page.getByRole('table').getByRole('row')).toHaveCount(3)
  await axeEverywhere(page)
})

test('a viewer reads the map and changes nothing', async ({ page, world }) => {
  await world.signInAs('viewer')
  await page.goto('/field-map')
  await expect(page.getByText('Begin with the CRM')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add system' })).toHaveCount(0)
})
