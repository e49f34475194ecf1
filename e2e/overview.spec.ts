import { writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { axeEverywhere, expect, test } from './fixtures'

test('an empty workspace says what to do first', async ({ page, world }) => {
  await world.signInAs('developer')
  await page.goto('/overview')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Connect WhatsApp to begin')
  const mine = page
    .getByRole('region', { name: 'Waiting for me' })
    .or(page.locator('section', { hasText: 'Waiting for me' }))
  await expect(mine.first()).toContainText('No WhatsApp connection yet')
})

test('what is in the way names its owner and leads there', async ({ page, world }) => {
  await world.signInAs('marketing')
  const row = {
    workspaceId: world.workspaceId,
    kind: 'website',
    risk: 'digital_easy',
    currentDestination: 'https://wa.me/442079460118',
  }
  await writeTransaction((tx) =>
    tx.entryPoint.createMany({
      data: [
        { ...row, id: newId('ep'), name: 'Home page', nameKey: 'home page', testResult: 'wrong', moveState: 'moved' },
        { ...row, id: newId('ep'), name: 'Footer', nameKey: 'footer' },
      ],
    }),
  )
  await page.goto('/overview')
  await page
    .getByRole('link', { name: /1 entry point reaches the wrong place/ })
    .first()
    .click()
  await expect(page).toHaveURL(/entry-points\?.*result=wrong/)
  await expect(page.getByText('Home page')).toBeVisible()
})

test('the overview is accessible, wide and on a phone, in both themes', async ({ page, world }) => {
  await world.signInAs('admin')
  await page.goto('/overview')
  await axeEverywhere(page)
})
