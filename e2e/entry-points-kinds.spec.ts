import { seedRow } from './entry-point-rows'
import { axeEverywhere, expect, test } from './fixtures'

test('a person says that a kind does not exist, and takes it back on a phone', async ({ page, world }) => {
  const mara = await world.signInAs('marketing', { name: 'Mara Quill' })
  await seedRow(mara, { kind: 'ad', risk: 'paid', name: 'Spring ad' })
  await page.goto('/entry-points')
  await page.getByRole('link', { name: '12 kinds not accounted for' }).click()
  const kind = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })
  await expect(kind('ad')).toContainText('1 row')
  await expect(kind('ad').getByRole('button')).toHaveCount(0)
  await kind('packaging').getByRole('button', { name: 'None exist: packaging' }).click()
  await expect(kind('packaging')).toContainText('says Mara Quill')
  await axeEverywhere(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/overview')
  await page.getByRole('link', { name: '11 kinds not accounted for' }).click()
  await kind('packaging').getByRole('button', { name: 'Take back: packaging' }).click()
  await expect(kind('packaging')).toContainText('nobody has said')
})
