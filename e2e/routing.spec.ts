import { seedContact } from '@/lib/deliveries/testing/seed-events'
import { seedNumber } from '@/lib/server/testing/seed'
import { axeEverywhere, expect, test } from './fixtures'

test('a rule is written, saved as a version, and the bench follows it', async ({ page, world }) => {
  await seedNumber(world.workspaceId)
  const holds = [{ kind: 'phone' as const, value: '447700900721' }]
  await seedContact(world.workspaceId, { crmContactId: 'CRM-721', name: 'Hazel Brook', holds })
  await world.signInAs('operations')
  await page.goto('/routing')
  for (const name of ['Support inbox', 'Trade desk']) {
    await page.getByRole('button', { name: 'Add workflow' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByRole('button', { name: 'Add workflow' }).click()
    await expect(page.getByRole('cell', { name, exact: true })).toBeVisible()
  }

  await page.getByRole('link', { name: 'Rules', exact: true }).click()
  await page.getByLabel('Everything else goes to').selectOption({ label: 'Support inbox' })
  await page.getByRole('button', { name: 'Add rule' }).click()
  await page.getByLabel('Send to').selectOption({ label: 'Trade desk' })
  await page.getByLabel('Text contains one of').fill('invoice, trade price')
  await expect(page.getByText('Any message that says “invoice” or “trade price” → Trade desk')).toBeVisible()
  await page.getByLabel('Why').fill('Trade questions need the desk')
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await expect(page.getByText('Version 1 is active: 1 rule and a default.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Versions of the rules' })).toContainText('Trade questions need the desk')

  await page.getByRole('link', { name: 'Test bench' }).click()
  await page.getByLabel('Phone').fill('+44 7700 900721')
  await page.getByLabel('Text').fill('Can I get a trade price?')
  await page.getByRole('button', { name: 'Try it' }).click()
  await expect(page.getByRole('heading', { name: /matched.*Trade desk/ })).toBeVisible()
  await expect(page.getByText('decided by rule 2: one contact holds this phone')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Why' })).toContainText('Routing rule 1, version 1')
  await page.getByLabel('Text').fill('Hello')
  await page.getByRole('button', { name: 'Try it' }).click()
  await expect(page.getByRole('heading', { name: /matched.*Support inbox/ })).toBeVisible()

  await page.goto('/routing')
  await page.getByRole('button', { name: 'Archive Trade desk' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByRole('dialog')).toContainText('cannot be archived: rule 1 of the active routing rules')
})

test('rules are moved by keyboard, an unreachable one is warned of, and a version is restored', async ({
  page,
  world,
}) => {
  await seedNumber(world.workspaceId)
  await world.signInAs('operations')
  await page.goto('/routing')
  await page.getByRole('button', { name: 'Add workflow' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill('Support inbox')
  await page.getByRole('dialog').getByRole('button', { name: 'Add workflow' }).click()
  await page.getByRole('link', { name: 'Rules', exact: true }).click()
  await page.getByLabel('Everything else goes to').selectOption({ label: 'Support inbox' })
  await page.getByRole('button', { name: 'Add rule' }).click()
  await page.getByRole('button', { name: 'Close rule 1' }).click()
  await page.getByRole('button', { name: 'Add rule' }).click()
  await page.getByLabel('Contact has one of these labels').fill('vip')
  await expect(page.getByText('Rule 2 is never reached: rule 1 takes everything it would take.')).toBeVisible()
  await page.getByRole('button', { name: 'Close rule 2' }).focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByText('is never reached')).toHaveCount(0)
  await expect(page.getByRole('list', { name: 'Routing rules' }).getByRole('listitem').first()).toContainText(
    'labelled “vip”',
  )
  await expect(page.getByRole('button', { name: 'Close rule 1' })).toBeFocused()
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await expect(page.getByText('Version 1 is active: 2 rules')).toBeVisible()
  await page.getByRole('button', { name: 'Remove rule 2' }).click()
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await expect(page.getByText('Version 2 is active: 1 rule ')).toBeVisible()
  await page.getByRole('button', { name: 'Restore version 1' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText('Version 3 is active: 2 rules')).toBeVisible()
})

test('somebody who may only read sees the rules and no way to change them', async ({ page, world }) => {
  await world.signInAs('viewer')
  await page.goto('/routing')
  await expect(page.getByRole('heading', { name: 'Workflows' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Add|Change|Archive/ })).toHaveCount(0)
})

test('is accessible in both themes, wide and on a phone', async ({ page, world }) => {
  test.slow()
  await seedNumber(world.workspaceId)
  await world.signInAs('operations')
  await page.goto('/routing')
  await page.getByRole('button', { name: 'Add workflow' }).first().click()
  await page.getByRole('dialog').getByLabel('Name').fill('Support inbox')
  await axeEverywhere(page)
  await page.getByRole('dialog').getByRole('button', { name: 'Add workflow' }).click()
  await expect(page.getByRole('cell', { name: 'Support inbox', exact: true })).toBeVisible()
  for (const path of ['/routing', '/routing/rules', '/routing/bench']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: 'Workflows' })).toBeVisible()
    if (path.endsWith('rules')) await page.getByRole('button', { name: 'Add rule' }).click()
    await axeEverywhere(page)
  }
})
