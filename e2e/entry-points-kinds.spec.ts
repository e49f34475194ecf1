import { createEntryPoint } from '@/lib/entry-points/create-entry-point'
import { createEntryPointSchema } from '@/lib/entry-points/schema'
import { axeInBothThemes, expect, test } from './fixtures'

for (const width of [1440, 390]) {
  test(`at ${width} px a person says that a kind does not exist, and takes it back`, async ({ page, world }) => {
    const mara = await world.signInAs('marketing', { name: 'Mara Quill' })
    const input = createEntryPointSchema.parse({ kind: 'ad', risk: 'paid', name: 'Spring ad' })
    expect((await createEntryPoint(mara, input)).ok).toBe(true)
    await page.setViewportSize({ width, height: 900 })
    await page.goto('/entry-points')
    await page.getByRole('link', { name: '12 kinds not accounted for' }).click()
    const kind = (name: string) =>
      page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })
    await expect(kind('ad')).toContainText('1 row')
    await expect(kind('ad').getByRole('button')).toHaveCount(0)
    await kind('packaging').getByRole('button', { name: 'None exist: packaging' }).click()
    await expect(kind('packaging')).toContainText('says Mara Quill')
    await axeInBothThemes(page)
    await page.goto('/overview')
    await expect(page.getByRole('link', { name: '11 kinds not accounted for' })).toBeVisible()
    await page.getByRole('link', { name: '11 kinds not accounted for' }).click()
    await kind('packaging').getByRole('button', { name: 'Take back: packaging' }).click()
    await expect(kind('packaging')).toContainText('nobody has said')
  })
}
