import type { Page } from '@playwright/test'
import { seedMany } from '@/lib/entry-points/testing/seed-many'
import { seedRows, seedWaves } from './entry-point-rows'
import { expect, test } from './fixtures'

const MESSY = [
  'Entry point;Type;Place;New link;Risk group;Owner;Go live;Colour',
  'Shop door;Poster;Ashford;wa.me/larkmoss;Printed;Tobias;24/11/2026;red',
  'Till;Billboard;All stores;wa.me/larkmoss;Printed;;2026-12-01;',
  'Bio;Social profile;;wa.me/larkmoss;Digital easy;;31/02/2026;',
  ';Ad;;;Paid;;;',
].join('\r\n')

test('@postgres a messy file is matched, imported, its rejects downloaded and the whole undone', async ({
  page,
  world,
}) => {
  await world.signInAs('marketing')
  await page.goto('/entry-points')
  await page.getByRole('link', { name: 'Import a sheet' }).click()
  await page
    .getByLabel('CSV or Excel file')
    .setInputFiles({ name: 'sheet.csv', mimeType: 'text/csv', buffer: Buffer.from(MESSY) })
  await expect(page.getByText('4 rows in the file:')).toBeVisible()
  await expect(page.getByText('24/11/2026 as 24 Nov 2026')).toBeVisible()
  await expect(
    page.getByRole('cell', { name: '“31/02/2026” is not a day that exists. Write it as 2026-11-24.' }),
  ).toBeVisible()
  await expect(page.getByText('Left out: “Colour”.')).toBeVisible()

  await page.getByLabel('Kind “Billboard”').selectOption({ label: 'signage' })
  await page.getByRole('button', { name: 'Import 2 rows' }).click()
  await expect(page.getByRole('heading', { name: 'The import is done' })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the rows that were refused' }).click()
  const rejects = await (await download).createReadStream()
  const text = (await rejects.toArray()).join('')
  expect(text).toContain('Bio')
  expect(text).toContain('is not a day that exists')

  await page.getByRole('link', { name: 'Open the sheet' }).click()
  await expect(page.getByRole('link', { name: 'Shop door' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Till' })).toBeVisible()
  await page.getByRole('link', { name: 'Imports and bulk changes' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('2 rows removed again.', { exact: true })).toBeVisible()
  await page.goto('/entry-points')
  await expect(page.getByRole('link', { name: 'Import a sheet' })).toBeVisible()
})

test('columns are chosen, moved and widened, and stay so on another device', async ({ page, world }) => {
  const actor = await world.signInAs('marketing')
  await seedRows(actor, [{ name: 'Alder' }])
  await page.goto('/entry-points')
  await page.getByRole('button', { name: 'Display' }).click()
  await page.getByLabel('Location', { exact: true }).check()
  await page.getByLabel('Risk', { exact: true }).uncheck()
  await page.getByRole('button', { name: 'Move Wave to the left' }).click()
  const kept = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByLabel('Rows closer together').check()
  await kept
  const headings = async (of: Page) => of.getByRole('columnheader').allInnerTexts()
  const shown = await headings(page)
  expect(shown.join(' ')).toMatch(/Location.*Wave.*Update/)
  expect(shown).not.toContain('Risk')
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Location' })).toBeVisible()
  expect(await headings(page)).toEqual(shown)
  await expect(page.getByRole('grid')).toHaveAttribute('data-density', 'compact')
})

test('ten thousand rows are one list: any place in it, any order, a few rows in the page', async ({ page, world }) => {
  await world.signInAs('viewer')
  await seedMany(world.workspaceId, 10_000)
  await page.goto('/entry-points?sort=name')
  const grid = page.getByRole('grid', { name: 'Entry points' })
  await expect(grid).toHaveAttribute('aria-rowcount', '10001')
  await page
    .getByRole('rowheader')
    .first()
    .click({ position: { x: 180, y: 12 } })
  await page.keyboard.press('Control+End')
  await expect(page.locator('[aria-rowindex="10001"]').getByRole('rowheader')).toContainText('Window poster')
  expect(await page.getByRole('row').count()).toBeLessThan(80)
  await page.getByRole('columnheader', { name: 'Name' }).click()
  await expect(page.getByRole('columnheader', { name: 'Name' })).toHaveAttribute('aria-sort', 'descending')
  await page.getByRole('searchbox', { name: 'Search entry points' }).fill('ilkley 001')
  await expect(grid).toHaveAttribute('aria-rowcount', /^\d{1,3}$/)
  await page.goBack()
  await expect(page).not.toHaveURL(/q=/)
})

test('rows are moved to a wave together, and undone together', async ({ page, world }) => {
  const actor = await world.signInAs('operations')
  await seedWaves(world.workspaceId, [1, 2])
  await seedRows(actor, [{ name: 'Alder poster' }, { name: 'Birch poster' }, { name: 'Cedar poster', wave: '1' }])
  await page.goto('/entry-points?sort=name')
  await page
    .getByRole('row', { name: /Alder poster/ })
    .getByRole('checkbox')
    .check()
  await page
    .getByRole('row', { name: /Birch poster/ })
    .getByRole('checkbox')
    .check()
  const bar = page.getByRole('region', { name: 'Bulk changes' })
  await expect(bar).toContainText('2 selected')
  await bar.getByRole('button', { name: 'Move to wave' }).click()
  const dialog = page.getByRole('dialog', { name: 'Move to a wave' })
  await expect(dialog).toContainText('2 entry points will be released with this wave.')
  await dialog.getByLabel('Wave').selectOption({ label: 'Wave 2' })
  await dialog.getByRole('button', { name: 'Move' }).click()
  await expect(page.getByText('2 entry points changed.', { exact: true })).toBeVisible()
  await expect(page.getByRole('row', { name: /Alder poster/ })).toContainText('Wave 2')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('2 rows put back.', { exact: true })).toBeVisible()
  await expect(page.getByRole('row', { name: /Alder poster/ })).toContainText('no wave')
  await expect(page.getByRole('row', { name: /Cedar poster/ })).toContainText('Wave 1')
})

test('a view is saved as a tab, shared, and removed', async ({ page, world }) => {
  const actor = await world.signInAs('marketing')
  await seedRows(actor, [{ name: 'Spring ads', kind: 'ad', risk: 'paid' }, { name: 'Home page' }])
  await page.goto('/entry-points?kind=ad')
  await page.getByRole('button', { name: 'Save this view' }).click()
  await page.getByLabel('Name of the view').fill('Our ads')
  await page.getByLabel('Share with everybody in this workspace').check()
  await page.getByRole('button', { name: 'Save view' }).click()
  const tabs = page.getByRole('navigation', { name: 'Views' })
  await expect(tabs.getByRole('link', { name: /^Our ads ?1$/ })).toHaveAttribute('aria-current', 'page')
  const { page: other } = await world.person('viewer')
  await other.goto('/entry-points')
  await other.getByRole('link', { name: /^Our ads ?1$/ }).click()
  await expect(other.getByRole('link', { name: 'Spring ads' })).toBeVisible()
  await expect(other.getByRole('link', { name: 'Home page' })).toBeHidden()
  await page.getByRole('button', { name: 'Change the view Our ads' }).click()
  await page.getByRole('menuitem', { name: 'Remove this view' }).click()
  await expect(tabs.getByRole('link', { name: 'Our ads' })).toHaveCount(0)
})

test('an entry point is added with its warning, archived and restored', async ({ page, world }) => {
  await world.signInAs('marketing')
  await page.goto('/entry-points/new')
  await page.getByRole('button', { name: 'Add entry point' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('Give the entry point a name.')
  await page.getByLabel('Name', { exact: true }).fill('Plant label')
  await page.getByLabel('Kind').selectOption({ label: 'packaging' })
  await page.getByLabel('New destination').fill('wa.me/larkmoss')
  await page.getByRole('button', { name: 'Add entry point' }).click()
  await expect(page.getByRole('heading', { name: 'Plant label', level: 1 })).toBeVisible()
  await expect(page.getByText('One-way door: this is printed')).toBeVisible()
  await page.getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByText('This entry point is archived')).toBeVisible()
  await page.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText('This entry point is archived')).toBeHidden()
})

test('a viewer reads the sheet and can change nothing', async ({ page, world }) => {
  const writer = await world.member('marketing')
  const [id] = await seedRows(writer, [{ name: 'Home page' }])
  await world.signInAs('viewer')
  await page.goto(`/entry-points?open=${id}`)
  await expect(page.getByRole('complementary', { name: 'Home page' })).toBeVisible()
  await page.getByRole('rowheader', { name: 'Home page' }).press('Enter')
  await expect(page.getByRole('grid').getByRole('textbox')).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Edit / })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Import' })).toHaveCount(0)
  await expect(page.getByRole('checkbox')).toHaveCount(0)
})
