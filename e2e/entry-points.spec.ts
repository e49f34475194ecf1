import type { Locator, Page } from '@playwright/test'
import { createEntryPoint } from '@/lib/entry-points/create-entry-point'
import { createEntryPointSchema } from '@/lib/entry-points/schema'
import { seedMany } from '@/lib/entry-points/testing/seed-many'
import { writeTransaction } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { newId } from '@/lib/shared/ids'
import { axe, axeInBothThemes, expect, test } from './fixtures'

type Given = { name: string } & Record<string, string>

async function seedRows(actor: MemberActor, rows: Given[]): Promise<string[]> {
  const ids = []
  for (const row of rows) {
    const input = createEntryPointSchema.parse({ kind: 'website', risk: 'digital_easy', ...row })
    const made = await createEntryPoint(actor, input)
    if (!made.ok) throw new Error(made.code)
    ids.push(made.value.id)
  }
  return ids
}

async function seedWaves(workspaceId: string, numbers: number[]): Promise<void> {
  const data = numbers.map((number) => ({ id: newId('wv'), workspaceId, number, name: `Wave ${number}` }))
  await writeTransaction((tx) => tx.wave.createMany({ data }))
}

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

/** The cell of a row in a column, by the names a person reads. */
function cell(page: Page, row: string, column: string): Locator {
  return page.getByRole('row', { name: new RegExp(row) }).locator(`[data-label="${column}"]`)
}

/** Chooses a cell and opens its editor with the keyboard, as somebody who works in the sheet does. */
async function edit(page: Page, row: string, column: string): Promise<void> {
  await cell(page, row, column).click()
  await page.keyboard.press('Enter')
}

test('a cell is edited where it stands, and a refusal keeps what was typed', async ({ page, world }) => {
  const actor = await world.signInAs('marketing', { name: 'Mara Quill' })
  await seedRows(actor, [{ name: 'Till receipt', kind: 'qr_code', risk: 'printed' }, { name: 'Home page' }])
  await page.goto('/entry-points?sort=name')
  await edit(page, 'Till receipt', 'New destination')
  await page.getByRole('textbox', { name: 'New destination of Till receipt' }).fill('wa.me/larkmoss')
  await page.keyboard.press('Enter')
  const row = page.getByRole('row', { name: /Till receipt/ })
  await expect(row).toContainText('wa.me/larkmoss')
  await expect(row).toContainText('one-way door')

  await edit(page, 'Till receipt', 'Owner')
  await page.getByRole('combobox', { name: 'Owner of Till receipt' }).fill('mara quill')
  // Tab saves and goes on with the next column that can be edited.
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Update date of Till receipt')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(cell(page, 'Till receipt', 'Owner')).toHaveText('Mara Quill')

  await page.getByRole('link', { name: 'Till receipt' }).click()
  const panel = page.getByRole('complementary', { name: 'Till receipt' })
  await expect(panel).toContainText('Reaches whoever holds @larkmoss.')
  await expect(panel).toContainText('changed an entry point')
  await panel.getByRole('button', { name: /^Edit name of Till receipt/ }).click()
  await panel.getByRole('textbox', { name: 'name of Till receipt' }).fill('Home page')
  await page.keyboard.press('Enter')
  // The panel is called after the row, and the row has just been renamed.
  const renamed = page.getByRole('complementary', { name: 'Home page' })
  await renamed.getByRole('button', { name: /^Edit kind of Home page/ }).click()
  await renamed.getByRole('combobox', { name: /^kind of/ }).selectOption({ label: 'website' })
  await page.keyboard.press('Enter')
  await expect(renamed.getByRole('alert')).toContainText('Another entry point is called “Home page”')
})

test('what the server refuses stays in its cell, with the reason, until it is put right', async ({ page, world }) => {
  const actor = await world.signInAs('marketing')
  await seedRows(actor, [{ name: 'Alder poster' }, { name: 'Birch poster' }])
  await page.goto('/entry-points?sort=name')
  await edit(page, 'Birch poster', 'Name')
  await page.getByRole('textbox', { name: 'Name of Birch poster' }).fill('alder POSTER')
  await page.keyboard.press('Enter')
  const editor = page.getByRole('textbox', { name: 'Name of Birch poster' })
  await expect(editor).toHaveValue('alder POSTER')
  await expect(page.getByRole('grid').getByRole('alert')).toContainText('Another entry point is called')
  await editor.fill('Cedar poster')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('rowheader', { name: 'Cedar poster' })).toBeVisible()
})

test('@postgres two people edit one row at once: the second sees both versions and loses nothing', async ({
  page,
  world,
}) => {
  const mara = await world.signInAs('marketing', { name: 'Mara Quill' })
  const { page: other } = await world.person('operations', { name: 'Odo Marsh' })
  await seedRows(mara, [{ name: 'Compost bag' }])
  await page.goto('/entry-points')
  await other.goto('/entry-points')

  await edit(page, 'Compost bag', 'New destination')
  const mine = page.getByRole('textbox', { name: 'New destination of Compost bag' })
  await mine.fill('wa.me/larkmoss')
  await edit(other, 'Compost bag', 'New destination')
  await other.getByRole('textbox', { name: 'New destination of Compost bag' }).fill('wa.me/larkmoss.help')
  await other.keyboard.press('Enter')
  await expect(other.getByRole('row', { name: /Compost bag/ })).toContainText('wa.me/larkmoss.help')

  // The one who still types is told, and keeps what they typed.
  await expect(page.getByText('Somebody else changed this row while you type.')).toBeVisible()
  await expect(mine).toHaveValue('wa.me/larkmoss')
  await mine.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Compost bag changed while you were editing' })
  await expect(dialog).toContainText('Odo Marsh')
  await expect(dialog).toContainText('wa.me/larkmoss.help')
  await axe(page)
  await dialog.getByRole('radio', { name: /^Yours: wa.me\/larkmoss$/ }).check()
  await dialog.getByRole('button', { name: 'Save these choices' }).click()
  await expect(dialog).toBeHidden()
  await expect(cell(page, 'Compost bag', 'New destination')).toHaveText('wa.me/larkmoss')
  // It appears on the other screen by itself, with the name of who did it.
  await expect(cell(other, 'Compost bag', 'New destination')).toHaveText('wa.me/larkmoss')
  await expect(other.getByText('Mara Quill changed 1 row you see')).toBeVisible()
})

test('the keyboard alone reaches, marks, edits, opens and selects', async ({ page, world }) => {
  const actor = await world.signInAs('marketing')
  await seedRows(actor, [{ name: 'Alder' }, { name: 'Birch' }, { name: 'Cedar' }])
  await page.goto('/entry-points?sort=name')
  await cell(page, 'Alder', 'Kind').click()
  await page.keyboard.press('ArrowDown')
  await expect(cell(page, 'Birch', 'Kind')).toBeFocused()
  await page.keyboard.press('Home')
  await expect(cell(page, 'Birch', 'Name')).toBeFocused()
  await page.keyboard.press('Control+End')
  await expect(cell(page, 'Cedar', 'Moved')).toBeFocused()
  await page.keyboard.press('Control+Home')
  await expect(cell(page, 'Alder', 'Name')).toBeFocused()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page.locator('[role=grid] [data-cell][aria-selected=true]')).toHaveCount(4)
  await page.keyboard.press('x')
  await expect(page.getByRole('region', { name: 'Bulk changes' })).toContainText('2 selected')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('columnheader', { name: 'Kind' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/sort=kind/)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('e')
  await expect(page.getByRole('combobox', { name: /^Kind of/ })).toBeFocused()
  await page.keyboard.press('Escape')
  await page.keyboard.press('o')
  const panel = page.getByRole('complementary')
  await expect(panel).toBeVisible()
  const first = (await panel.getByRole('heading', { level: 2 }).textContent()) ?? ''
  await page.keyboard.press('j')
  await expect(panel.getByRole('heading', { level: 2 })).not.toHaveText(first)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toContainText('Edit the cell (also Enter and F2)')
})

test('@postgres cells come from a spreadsheet and go back to one; a paste is one batch with a preview', async ({
  page,
  context,
  world,
}) => {
  const actor = await world.signInAs('marketing')
  await seedWaves(world.workspaceId, [1, 2])
  await seedRows(actor, [{ name: 'Alder' }, { name: 'Birch' }, { name: 'Cedar' }])
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/entry-points?sort=name')
  await cell(page, 'Alder', 'Owner').click()
  const copied = ['Finance\t2026-12-01\t2', '"Print\nshop"\t31/02/2026\tWave 1', 'Tobias\t\t7'].join('\r\n')
  await page.evaluate((text) => navigator.clipboard.writeText(text), copied)
  await page.keyboard.press('ControlOrMeta+v')
  const dialog = page.getByRole('dialog', { name: 'Paste into the sheet' })
  await expect(dialog).toContainText('6 cells in 3 rows will change.')
  await expect(dialog).toContainText('2 cells cannot be used')
  await expect(dialog).toContainText('“31/02/2026” is not a day that exists')
  await expect(dialog).toContainText('There is no wave “7”')
  await axe(page)
  await dialog.getByRole('button', { name: 'Change 6 cells' }).click()
  await expect(page.getByText('6 cells in 3 rows changed.', { exact: true })).toBeVisible()
  await expect(cell(page, 'Alder', 'Owner')).toHaveText('Finance')
  await expect(cell(page, 'Birch', 'Owner')).toHaveText('Print shop')
  await expect(cell(page, 'Birch', 'Wave')).toHaveText('Wave 1')

  await cell(page, 'Cedar', 'Wave').click()
  await cell(page, 'Alder', 'Owner').click({ modifiers: ['Shift'] })
  await page.keyboard.press('ControlOrMeta+c')
  await expect(page.getByText('9 cells copied.', { exact: true })).toBeVisible()
  const back = await page.evaluate(() => navigator.clipboard.readText())
  expect(back.replaceAll('\r', '')).toBe('Finance\t2026-12-01\tWave 2\nPrint shop\t\tWave 1\nTobias\t\t')

  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(cell(page, 'Alder', 'Owner')).toHaveText('nobody')
  await page.getByRole('link', { name: 'Imports and bulk changes' }).click()
  await expect(page.getByRole('row', { name: /Paste of cells/ })).toContainText('undone')
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

const PLACES = {
  list: (id: string) => ['/entry-points', `/entry-points?open=${id}`],
  pages: (id: string) => [`/entry-points/${id}`, '/entry-points/new', '/entry-points/import', '/entry-points/batches'],
}

for (const [width, place] of [1440, 390].flatMap((one) => [[one, 'list'] as const, [one, 'pages'] as const])) {
  test(`the ${place} of the room: accessible at ${width} px in both themes`, async ({ page, world }) => {
    const actor = await world.signInAs('admin')
    await seedWaves(world.workspaceId, [1])
    const [id] = await seedRows(actor, [
      { name: 'Till receipt', kind: 'qr_code', risk: 'printed', newDestination: 'wa.me/larkmoss', wave: '1' },
      { name: 'Checkout', risk: 'digital_critical', updateDate: '2026-01-05' },
    ])
    await page.setViewportSize({ width, height: 900 })
    for (const path of PLACES[place](id ?? '')) {
      await page.goto(path)
      await expect(page.getByRole('heading').first()).toBeVisible()
      await axeInBothThemes(page)
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(wide, `${path} scrolls sideways`).toBe(0)
    }
  })
}

test('at phone width a row is a card, and its cells are edited there', async ({ page, world }) => {
  const actor = await world.signInAs('marketing')
  await seedRows(actor, [{ name: 'Shop window' }])
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/entry-points')
  await cell(page, 'Shop window', 'New destination').click()
  await page.getByRole('textbox', { name: 'New destination of Shop window' }).fill('wa.me/larkmoss')
  await page.keyboard.press('Enter')
  await expect(cell(page, 'Shop window', 'New destination')).toHaveText('wa.me/larkmoss')
  await page.getByRole('link', { name: 'Shop window' }).click()
  await expect(page.getByRole('complementary', { name: 'Shop window' })).toBeVisible()
  await page.getByRole('link', { name: 'Back to the list' }).click()
  await expect(page.getByRole('complementary')).toHaveCount(0)
})

test('a click on another cell saves what is typed in the first one, and nothing else', async ({ page, world }) => {
  const actor = await world.signInAs('marketing')
  await seedRows(actor, [{ name: 'Alder' }, { name: 'Birch' }])
  await page.goto('/entry-points?sort=name')
  await edit(page, 'Alder', 'Owner')
  await page.getByRole('combobox', { name: 'Owner of Alder' }).fill('Finance')
  await cell(page, 'Birch', 'Kind').click()
  await expect(cell(page, 'Birch', 'Kind')).toBeFocused()
  await expect(page.getByRole('grid').locator('input:not([type=checkbox]), select')).toHaveCount(0)
  await expect(cell(page, 'Alder', 'Owner')).toHaveText('Finance')
  await expect(cell(page, 'Birch', 'Owner')).toHaveText('nobody')
})
