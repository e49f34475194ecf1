import { fullPolicy } from '@/lib/policy/testing/full-policy'
import { samplePolicy } from '@/lib/policy/testing/sample-policy'
import { seedPolicy } from '@/lib/policy/testing/seed-policy'
import { axeEverywhere, expect, test } from './fixtures'

/** Each page of a PDF as Chromium writes it is one object of this type; `/Pages` is the list of them. */
function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page(?![a-zA-Z])/g)?.length ?? 0
}

test('a full policy prints on one page, on A4 and on Letter, and a longer one is seen to be longer', async ({
  page,
  world,
}) => {
  await world.signInAs('viewer')
  await seedPolicy(world.workspaceId, { content: fullPolicy(1) })
  await page.goto('/policy')
  await expect(page.getByRole('article', { name: 'Naming policy, Version 1, in force' })).toBeVisible()
  for (const format of ['A4', 'Letter'] as const) {
    expect(pagesOf(await page.pdf({ format, preferCSSPageSize: false })), format).toBe(1)
  }
  await seedPolicy(world.workspaceId, { content: fullPolicy(1.6), number: 2 })
  await page.goto('/policy/versions/2')
  await expect(page.getByRole('article')).toBeVisible()
  expect(pagesOf(await page.pdf({ format: 'A4' }))).toBeGreaterThan(1)
})

test('from the first draft to a policy in force, and a request that its approver decides', async ({ page, world }) => {
  await world.signInAs('marketing', { name: 'Mara Quill' })
  const approver = await world.person('approver', { name: 'Ines Vale' })
  await page.goto('/policy')
  await page.getByRole('button', { name: 'Write the first draft' }).click()
  await expect(page).toHaveURL(/\/policy\/draft$/)
  await page.getByLabel('Product names').fill('lamps = Table lamps')
  for (const [place, name, classKey] of [
    [1, 'fernhollow_es', 'region'],
    [2, 'fernhollow.orders', 'support'],
    [3, 'fernhollow.summer', 'product'],
  ] as const) {
    await page.getByRole('button', { name: `Propose a handle in scenario ${place}` }).click()
    await page.getByLabel(`Proposed handle 1 of scenario ${place}`).fill(name)
    await page.getByLabel(`Class of handle 1 of scenario ${place}`).selectOption(classKey)
  }
  await expect(page.getByText('1 thing to put right')).toBeVisible()
  await page.getByLabel('How handle 1 of scenario 3 must come out').selectOption('refused')
  await expect(page.getByText('Nothing is left to put right.').first()).toBeVisible()
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await expect(page.getByText('The draft is saved.', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Put in force' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Put in force' }).click()
  await expect(dialog.getByText(/has no sign-off for exactly what it says now/)).toBeVisible()
  await page.keyboard.press('Escape')
  await axeEverywhere(page)
  await page.getByRole('button', { name: 'Ask for a sign-off' }).click()
  await page.getByLabel('Why it should be signed off').fill('It answers the three scenarios.')
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for the sign-off' }).click()
  await expect(page.getByText('“It answers the three scenarios.”')).toBeVisible()
  await expect(page.getByText(/Ines Vale can decide\./)).toBeVisible()
  await approver.page.goto('/policy/versions/1')
  await approver.page.getByRole('button', { name: 'Sign off' }).click()
  await approver.page.getByRole('dialog').getByRole('button', { name: 'Sign off' }).click()
  await expect(approver.page.getByText('Your decision is recorded.', { exact: true })).toBeVisible()

  await page.reload()
  await page.getByLabel('Product names').fill('lamps = Table lamps and more')
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await expect(page.getByText(/What was signed off is not what it says now/)).toBeVisible()
  await page.getByLabel('Product names').fill('lamps = Table lamps')
  await page.getByRole('button', { name: 'Save the draft' }).click()
  await page.getByRole('button', { name: 'Ask again' }).click()
  await page.getByLabel('Why it should be signed off').fill('As it was.')
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for the sign-off' }).click()
  await expect(page.getByText('“As it was.”')).toBeVisible()
  await approver.page.reload()
  await approver.page.getByRole('button', { name: 'Sign off' }).click()
  await approver.page.getByRole('dialog').getByRole('button', { name: 'Sign off' }).click()
  await expect(approver.page.getByText('Your decision is recorded.', { exact: true })).toBeVisible()
  await page.reload()
  await page.getByRole('button', { name: 'Put in force' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Put in force' }).click()
  await expect(page).toHaveURL(/\/policy$/)
  await expect(page.getByText(/Version 1 is in force since/)).toBeVisible()
})

test('somebody asks for a handle, the policy answers while it is typed, and its approver decides', async ({
  page,
  world,
}) => {
  await world.signInAs('support_lead', { name: 'Rafael Tarn' })
  await seedPolicy(world.workspaceId, { content: samplePolicy() })
  await page.goto('/policy')
  await page.getByRole('button', { name: 'Ask for a handle' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('What it stands for').selectOption('support')
  await dialog.getByLabel('Handle', { exact: true }).fill('returns-northlight')
  await expect(dialog.getByText('not allowed')).toBeVisible()
  await dialog.getByLabel('Handle', { exact: true }).fill('northlight.returns')
  await expect(dialog.getByText('“returns” is a new function name')).toBeVisible()
  await dialog.getByLabel('What it is for').fill('Customers who send something back.')
  await dialog.getByRole('button', { name: 'Ask for it' }).click()
  await expect(page.getByRole('heading', { name: '@northlight.returns' })).toBeVisible()
  const { page: decider } = await world.person('approver', { name: 'Ines Vale' })
  await decider.goto('/policy/requests?state=open')
  await decider.getByRole('link', { name: '@northlight.returns' }).click()
  await decider.getByRole('button', { name: 'Approve' }).click()
  await expect(decider.getByText('@northlight.returns is approved.', { exact: true })).toBeVisible()
  for (const path of ['/policy', '/policy/requests', '/policy/versions/1']) {
    await page.goto(path)
    await axeEverywhere(page)
  }
})
