import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { bulkUpsertContacts } from '@/lib/contacts/bulk-upsert'
import { seedContact } from '@/lib/contacts/testing/people'
import { db } from '@/lib/server/db'
import { seedNumber } from '@/lib/server/testing/seed'
import { axe, axeEverywhere, expect, test } from './fixtures'

const FILE = `CRM ID,First name,Last name,Mobile,Tags
T-1,Ada,Mossley,+44 7700 900701,trade;loyal
T-2,Bo,Fernley,call me,trade
T-3,Cy,Reedham,07700 900703,
,,,,
T-1,Ada,Mossley-Fern,,
`

async function upload(page: Page, text: string, name = 'people.csv') {
  await page.goto('/contacts/import')
  await page.getByLabel('CSV file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: 'Upload and choose columns' }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

async function runImport(page: Page) {
  await page.getByRole('button', { name: /^Check / }).click()
  await page.getByRole('button', { name: /^Import \d/ }).click()
  await expect(page.getByRole('button', { name: 'Undo import' })).toBeVisible({ timeout: 30_000 })
}

/** Opens the edit dialog; a click on a page that is still waking up is tried again. */
async function openEdit(page: Page) {
  await expect(async () => {
    await page.getByRole('button', { name: 'Edit' }).click()
    await expect(page.getByRole('dialog')).toBeVisible({ timeout: 1_000 })
  }).toPass()
}

/** The counts as they stand on the page: what a person reads. */
async function counts(page: Page) {
  return (await page.getByLabel('Rows by result').locator('dd').allTextContents()).map(Number)
}

async function downloaded(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
  return readFileSync(await file.path(), 'utf8')
}

test('@postgres the CRM owner imports a file with rejects, repairs them, and undoes it', async ({ page, world }) => {
  await world.signInAs('crm_owner', { name: 'Cora Owner' })
  await upload(page, FILE)
  await expect(page.getByLabel('What Mobile is')).toHaveValue('phone')
  await expect(page.getByLabel('What First name is')).toHaveValue('name')
  await expect(page.getByLabel('By username')).toBeDisabled()
  await expect(page.getByRole('table', { name: 'Columns' })).not.toContainText('900701')

  await page.getByRole('button', { name: 'Check without importing' }).click()
  await expect(page.getByRole('heading', { name: 'What would happen' })).toBeVisible()
  expect(await counts(page)).toEqual([2, 1, 0, 2, 5])
  const problems = page.getByRole('table', { name: 'Rows that would fail' })
  await expect(problems.getByRole('row').nth(1)).toContainText(/2.*Mobile.*The phone number has letters in it/)
  expect(await db.contact.count({ where: { workspaceId: world.workspaceId } })).toBe(0)

  await runImport(page)
  expect(await counts(page)).toEqual([2, 1, 0, 2, 5])
  const rejects = await downloaded(page, 'Download rejects')
  expect(rejects).toContain('CRM ID,First name,Last name,Mobile,Tags,handrail_row,handrail_column,handrail_problem')
  expect(rejects).toContain('T-2,Bo,Fernley,call me,trade,2,Mobile,')

  await upload(page, rejects.replace('call me', '07700 900702'), 'repaired.csv')
  await runImport(page)
  expect(await counts(page)).toEqual([1, 0, 0, 1, 2])

  await page.goto('/contacts')
  await expect(page.getByRole('row', { name: /Mossley-Fern/ })).toContainText('T-1')
  await page.goto('/contacts/import')
  await page.getByRole('link', { name: 'people.csv' }).click()
  await page.getByRole('button', { name: 'Undo import' }).click()
  await page.getByRole('button', { name: 'Undo the import' }).click()
  await expect(page.getByText('2 contacts removed')).toBeVisible({ timeout: 30_000 })
  expect(await db.contact.count({ where: { workspaceId: world.workspaceId } })).toBe(1)
})

test('the same file again changes nothing, and the page says so', async ({ page, world }) => {
  await world.signInAs('crm_owner')
  const once = 'crm_contact_id,name,phone\n1,Ada,07700 900701\n2,Bo,07700 900702\n'
  await upload(page, once)
  await runImport(page)
  await upload(page, once)
  await expect(page.getByText('The same file was imported before')).toBeVisible()
  await page.getByRole('button', { name: 'Check without importing' }).click()
  await expect(page.getByText('There is nothing to import')).toBeVisible()
  expect(await counts(page)).toEqual([0, 0, 2, 0, 2])
})

test('a file that is no CSV is refused in words, and a username is never the key', async ({ page, world }) => {
  await world.signInAs('crm_owner')
  await page.goto('/contacts/import')
  const buffer = Buffer.from([0x50, 0x4b, 3, 4, 1, 2, 3])
  await page.getByLabel('CSV file').setInputFiles({ name: 'people.xlsx', mimeType: 'application/zip', buffer })
  await page.getByRole('button', { name: 'Upload and choose columns' }).click()
  await expect(page.getByText('This is not a CSV file')).toBeVisible()
  await upload(page, 'username,labels\nwren.hollis,trade\n')
  await page.getByRole('button', { name: 'Check without importing' }).click()
  await expect(page.getByText('No column is chosen that names a person')).toBeVisible()
})

test('@postgres somebody with a BSUID alone is in the list, the search and the export', async ({ page, world }) => {
  const { workspaceId } = world
  const { portfolioId } = await seedNumber(workspaceId)
  const id = await seedContact(workspaceId, {
    identifiers: [
      { kind: 'bsuid', value: 'GB.13491208655302741918', scope: portfolioId, verified: true },
      { kind: 'username', value: 'wren.hollis', verified: true },
    ],
  })
  await seedContact(workspaceId, { name: 'Ada Moss', crmContactId: 'CRM-1' })
  await world.signInAs('crm_owner')
  await page.goto('/contacts')
  const row = page.getByRole('row', { name: /No name yet/ })
  await expect(row).toContainText('mapped')
  await expect(row).toContainText('GB.••••1918')
  await expect(page.getByRole('main')).not.toContainText('GB.13491208655302741918')

  const search = page.getByLabel('Search contacts')
  for (const typed of ['GB.13491208655302741918', '@WREN.hollis']) {
    await expect(async () => {
      await search.fill(typed)
      await search.press('Enter')
      await expect.poll(() => new URL(page.url()).searchParams.get('q'), { timeout: 2_000 }).toBe(typed)
    }).toPass()
    await expect(page.getByRole('row')).toHaveCount(2)
    await expect(row).toBeVisible()
  }
  await page.goto('/contacts')
  await page.getByRole('link', { name: /BSUID only/ }).click()
  await expect(row).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(2)

  await page.goto('/contacts')
  const masked = await downloaded(page, 'Export CSV')
  expect(masked).toContain(id)
  expect(masked).not.toContain('GB.13491208655302741918')
  const plain = await downloaded(page, 'Export with identifiers')
  expect(plain).toContain('GB.13491208655302741918')
  expect(await db.auditEvent.count({ where: { workspaceId, action: 'contact.exported' } })).toBe(2)
})

test('the detail opens beside the list; J, K and Escape move; revealing is recorded', async ({ page, world }) => {
  const { workspaceId } = world
  const when = (day: number) => new Date(Date.UTC(2026, 10, day))
  await seedContact(workspaceId, { name: 'Second', lastContactAt: when(20) })
  const first = await seedContact(workspaceId, {
    name: 'First',
    lastContactAt: when(21),
    identifiers: [{ kind: 'phone', value: '447700900118', verified: true }],
  })
  await world.signInAs('support_lead', { name: 'Sal Lead' })
  await page.goto('/contacts')
  await page.getByRole('link', { name: 'First' }).click()
  const panel = page.getByRole('complementary', { name: 'First' })
  await expect(panel.getByLabel('Identity of First')).toContainText('+44 •••• 118')
  await expect(page.getByRole('table', { name: 'Contacts' })).toBeVisible()
  await panel.getByRole('button', { name: 'Reveal identifiers' }).click()
  await expect(panel.getByLabel('Identity of First')).toContainText('+44 7700 900118')
  const recorded = { workspaceId, action: 'identity.revealed', subjectId: first }
  expect(await db.auditEvent.count({ where: recorded })).toBe(1)
  await page.keyboard.press('j')
  await expect(page.getByRole('complementary', { name: 'Second' })).toBeVisible()
  await page.keyboard.press('k')
  await expect(panel.getByLabel('Identity of First')).toContainText('+44 •••• 118')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await page.goto(`/contacts/${first}`)
  await expect(page.getByRole('heading', { level: 1, name: 'First' })).toBeVisible()
})

test('two people edit one contact: the second sees both versions and nothing is lost', async ({ page, world }) => {
  const id = await seedContact(world.workspaceId, { name: 'Ada' })
  await world.signInAs('crm_owner', { name: 'Cora' })
  const other = await world.person('admin')
  await page.goto(`/contacts/${id}`)
  await openEdit(page)
  await page.getByLabel('Name').fill('Ada Moss')
  await other.page.goto(`/contacts/${id}`)
  await openEdit(other.page)
  await other.page.getByLabel('Name').fill('Ada Fern')
  await other.page.getByLabel('CRM contact id').fill('CRM-7')
  await other.page.getByRole('button', { name: 'Save contact' }).click()
  await expect(other.page.getByRole('heading', { level: 1, name: 'Ada Fern' })).toBeVisible()

  await page.getByRole('button', { name: 'Save contact' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Ada Moss')
  await expect(dialog).toContainText('Ada Fern')
  await dialog.getByRole('radiogroup', { name: 'CRM contact id' }).getByText('CRM-7').click()
  await dialog.getByRole('button', { name: 'Save these choices' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Moss' })).toBeVisible()
  expect(await db.contact.findUniqueOrThrow({ where: { id } })).toMatchObject({
    name: 'Ada Moss',
    crmContactId: 'CRM-7',
    provisional: false,
    version: 3,
  })
})

test('a CRM contact id that somebody has is refused in words; labels are kept', async ({ page, world }) => {
  await seedContact(world.workspaceId, { name: 'Bo', crmContactId: 'CRM-2' })
  const id = await seedContact(world.workspaceId, { name: 'Ada' })
  await world.signInAs('crm_owner', { name: 'Cora' })
  await page.goto(`/contacts/${id}`)
  await page.getByLabel('New label').fill('trade')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('list', { name: 'Labels' })).toContainText('trade')
  await expect(page.getByRole('list', { name: 'History' })).toContainText('Cora changed a contact')
  await openEdit(page)
  await page.getByLabel('CRM contact id').fill('CRM-2')
  await page.getByRole('button', { name: 'Save contact' }).click()
  await expect(page.getByRole('dialog')).toContainText('Another contact already has the CRM contact id CRM-2')
  await expect(page.getByLabel('CRM contact id')).toHaveValue('CRM-2')
})

test('a viewer reads, masked, and changes nothing; another workspace does not exist', async ({ page, world }) => {
  const id = await seedContact(world.workspaceId, {
    name: 'Ada',
    identifiers: [{ kind: 'phone', value: '447700900118' }],
  })
  const elsewhere = await seedContact(await world.otherWorkspace(), { name: 'Stranger' })
  await world.signInAs('viewer')
  await page.goto(`/contacts/${id}`)
  await expect(page.getByRole('heading', { level: 1, name: 'Ada' })).toBeVisible()
  for (const name of ['Edit', 'Reveal identifiers', 'Add'])
    await expect(page.getByRole('button', { name })).toHaveCount(0)
  await page.goto('/contacts')
  await expect(page.getByRole('link', { name: /Import|Export/ })).toHaveCount(0)
  world.allowConsole(/40[34]/)
  expect((await page.request.get('/contacts/export')).status()).toBe(403)
  expect((await page.goto('/contacts/import'))?.status()).toBe(403)
  expect((await page.goto(`/contacts/${elsewhere}`))?.status()).toBe(404)
})

test('no accessibility violations, at both widths and in both themes', async ({ page, world }) => {
  const { portfolioId } = await seedNumber(world.workspaceId)
  const id = await seedContact(world.workspaceId, {
    name: 'Ada Moss',
    labels: ['trade'],
    identifiers: [
      { kind: 'phone', value: '447700900118', verified: true },
      { kind: 'bsuid', value: 'GB.1349', scope: portfolioId, verified: true, active: false },
    ],
  })
  await world.signInAs('crm_owner')
  await upload(page, FILE)
  await page.getByRole('button', { name: 'Check without importing' }).click()
  await expect(page.getByRole('heading', { name: 'What would happen' })).toBeVisible()
  const mapping = page.url()
  for (const path of ['/contacts', `/contacts?open=${id}`, `/contacts/${id}`, '/contacts/import', mapping]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 }).or(page.getByRole('complementary')).first()).toBeVisible()
    await axeEverywhere(page)
  }
})

test('@postgres somebody is erased on their page: the request is asked for, and nothing finds them any more', async ({
  page,
  world,
}) => {
  const { workspaceId } = world
  const owner = await world.member('crm_owner', { name: 'Cora Owner' })
  const contacts = [
    { crmContactId: 'CRM-1', name: 'Quillon Ferrobrand', phones: ['+447700900733'] },
    { crmContactId: 'CRM-2', name: 'Odalys Brightwater', phones: ['+447700900734'] },
  ]
  expect(await bulkUpsertContacts(owner, { contacts })).toMatchObject({ ok: true })
  const { id } = await db.contact.findFirstOrThrow({ where: { workspaceId, crmContactId: 'CRM-1' } })
  await world.signInAs('viewer')
  await page.goto(`/contacts/${id}`)
  await expect(page.getByRole('heading', { name: 'Quillon Ferrobrand' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Erase' })).toHaveCount(0)

  await world.signInAs('crm_owner', { name: 'Imani Croft' })
  await page.goto(`/contacts/${id}`)
  await page.getByRole('button', { name: 'Erase' }).click()
  const dialog = page.getByRole('dialog')
  await axe(page)
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  await expect(dialog).toContainText('Write where the request is kept')
  await dialog.getByLabel('Where the request is kept').fill('Case 4711')
  await dialog.getByRole('button', { name: 'Erase for good' }).click()
  await expect(page).toHaveURL(/\/contacts$/)
  await expect(page.getByText('Odalys Brightwater')).toBeVisible()
  await page.goto('/contacts?q=447700900733')
  await expect(page.getByText('Quillon Ferrobrand')).toHaveCount(0)
  await expect.poll(() => db.erasure.count({ where: { workspaceId, doneAt: null } }), { timeout: 60_000 }).toBe(0)
  await page.goto('/settings/retention')
  await expect(page.getByText('Case 4711, by Imani Croft')).toBeVisible()
  await expect(page.getByText(/Finished\.$/)).toBeVisible()
  const gone = await page.request.get(`/contacts/${id}`)
  expect(gone.status()).toBe(404)
})
