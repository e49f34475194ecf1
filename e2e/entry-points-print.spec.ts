import { seedMany } from '@/lib/entry-points/testing/seed-many'
import { expect, test } from './fixtures'

test('500 rows: filtered, read to the end, and printed as a whole on A4 and Letter', async ({ page, world }) => {
  await world.signInAs('viewer')
  await seedMany(world.workspaceId, 500)
  await page.goto('/entry-points?sort=name')
  const grid = page.getByRole('grid', { name: 'Entry points' })
  await expect(grid).toHaveAttribute('aria-rowcount', '501')
  await page
    .getByRole('rowheader')
    .first()
    .click({ position: { x: 180, y: 12 } })
  await page.keyboard.press('Control+End')
  await expect(page.locator('[aria-rowindex="501"]').getByRole('rowheader')).not.toBeEmpty()
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: 'Print' }).click()
  await expect(page.getByRole('heading', { name: 'Migration sheet' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Migration sheet' }).getByRole('row')).toHaveCount(501)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  for (const width of [1047, 980]) {
    // The width between the margins of A4 and of Letter on their side, at 96 dots an inch.
    await page.setViewportSize({ width, height: 700 })
    const over = await page
      .getByRole('region', { name: 'Migration sheet' })
      .evaluate((one) => one.scrollWidth - one.clientWidth)
    expect(over, `${width} px`).toBe(0)
  }
  const paper = await page.pdf({ preferCSSPageSize: true })
  expect(paper.byteLength).toBeGreaterThan(20_000)
})
