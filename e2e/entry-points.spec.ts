import { createEntryPoint } from '@/lib/entry-points/create-entry-point'
import { createEntryPointSchema } from '@/lib/entry-points/schema'
import { writeTransaction } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { newId } from '@/lib/shared/ids'
import { axe, bothThemes, expect, test } from './fixtures'

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
    .getByLabel('CSV file')
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

test('a cell is edited where it stands, and a refusal keeps what was typed', async ({ page, world }) => {
  const actor = await world.signInAs('marketing', { name: 'Mara Quill' })
  await seedRows(actor, [{ name: 'Till receipt', kind: 'qr_code', risk: 'printed' }, { name: 'Home page' }])
  await page.goto('/entry-points?sort=name')
  await page.getByRole('button', { name: /^Edit new destination of Till receipt/ }).click()
  await page.getByRole('textbox', { name: 'new destination of Till receipt' }).fill('wa.me/larkmoss')
  await page.keyboard.press('Enter')
  const row = page.getByRole('row', { name: /Till receipt/ })
  await expect(row).toContainText('wa.me/larkmoss')
  await expect(row).toContainText('one-way door')

  await page.getByRole('button', { name: /^Edit owner of Till receipt/ }).click()
  await page.getByRole('combobox', { name: 'owner of Till receipt' }).selectOption({ label: 'Mara Quill' })
  await page.keyboard.press('Enter')
  await expect(row.getByRole('button', { name: /^Edit owner of Till receipt: (?:mem_|Mara Quill)/ })).toHaveText(
    'Mara Quill',
  )

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

test('@postgres two people edit one row at once: the second sees both versions and loses nothing', async ({
  page,
  world,
}) => {
  const mara = await world.signInAs('marketing', { name: 'Mara Quill' })
  const { page: other } = await world.person('operations', { name: 'Odo Marsh' })
  await seedRows(mara, [{ name: 'Compost bag' }])
  await page.goto('/entry-points')
  await other.goto('/entry-points')

  await page.getByRole('button', { name: /^Edit new destination of Compost bag/ }).click()
  await page.getByRole('textbox', { name: 'new destination of Compost bag' }).fill('wa.me/larkmoss')
  await other.getByRole('button', { name: /^Edit new destination of Compost bag/ }).click()
  await other.getByRole('textbox', { name: 'new destination of Compost bag' }).fill('wa.me/larkmoss.help')
  await other.keyboard.press('Enter')
  await expect(other.getByRole('row', { name: /Compost bag/ })).toContainText('wa.me/larkmoss.help')
  await expect(other.getByRole('textbox')).toHaveCount(0)

  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Compost bag changed while you were editing' })
  await expect(dialog).toContainText('Odo Marsh')
  await expect(dialog).toContainText('wa.me/larkmoss.help')
  await axe(page)
  await dialog.getByRole('radio', { name: /^Yours: wa.me\/larkmoss$/ }).check()
  await dialog.getByRole('button', { name: 'Save these choices' }).click()
  await expect(dialog).toBeHidden()
  const cell = page.getByRole('button', { name: 'Edit new destination of Compost bag: wa.me/larkmoss', exact: true })
  await expect(cell).toBeVisible()
  await other.reload()
  await expect(
    other.getByRole('button', { name: 'Edit new destination of Compost bag: wa.me/larkmoss', exact: true }),
  ).toBeVisible()
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
  await expect(page.getByRole('button', { name: /^Edit / })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Import' })).toHaveCount(0)
  await expect(page.getByRole('checkbox')).toHaveCount(0)
})

for (const width of [1440, 390]) {
  test(`the room is accessible at ${width} px in both themes`, async ({ page, world }) => {
    const actor = await world.signInAs('admin')
    await seedWaves(world.workspaceId, [1])
    const [id] = await seedRows(actor, [
      { name: 'Till receipt', kind: 'qr_code', risk: 'printed', newDestination: 'wa.me/larkmoss', wave: '1' },
      { name: 'Checkout', risk: 'digital_critical', updateDate: '2026-01-05' },
    ])
    await page.setViewportSize({ width, height: 900 })
    for (const path of [
      '/entry-points',
      `/entry-points?open=${id}`,
      `/entry-points/${id}`,
      '/entry-points/new',
      '/entry-points/import',
      '/entry-points/batches',
    ]) {
      await page.goto(path)
      await expect(page.getByRole('heading').first()).toBeVisible()
      await bothThemes(page, () => axe(page))
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
  const card = page.getByRole('row', { name: /Shop window/ })
  await card.getByRole('button', { name: /^Edit new destination/ }).click()
  await card.getByRole('textbox', { name: 'new destination of Shop window' }).fill('wa.me/larkmoss')
  await page.keyboard.press('Enter')
  await expect(card.getByRole('button', { name: 'Edit new destination of Shop window: wa.me/larkmoss' })).toBeVisible()
  await expect(card.getByRole('textbox')).toHaveCount(0)
})
