import type { Page } from '@playwright/test'
import { createWorkflow } from '@/lib/routing/commands'
import { db } from '@/lib/server/db'
import { seedNumber } from '@/lib/server/testing/seed'
import { axeEverywhere, expect, test, type World } from './fixtures'

async function begin(world: World) {
  const { workspaceId } = world
  const operations = await world.member('operations', { name: 'Odo Marsh' })
  const more = { kind: 'queue' as const, inbox: null, escalation: null, ownerMemberId: null, isFirstLive: false }
  for (const name of ['Support inbox', 'Sales desk']) {
    expect(await createWorkflow(operations, { ...more, name })).toMatchObject({ ok: true })
  }
  const { numberId } = await seedNumber(workspaceId, { label: 'Main line' })
  return {
    numberId,
    agent: await world.person('support_lead', { name: 'Rafael Tarn' }),
    sales: await world.person('operations', { name: 'Bea Lorne' }),
    marketer: await world.person('marketing', { name: 'Timo Ash' }),
    approver: await world.person('approver', { name: 'Ines Vale' }),
  }
}

async function askBlind(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Support agent').selectOption({ label: 'Rafael Tarn, Support lead' })
  await dialog.getByLabel('Salesperson').selectOption({ label: 'Bea Lorne, Operations' })
  await dialog.getByLabel('Customer-facing marketer').selectOption({ label: 'Timo Ash, Marketing' })
  await dialog.getByRole('button', { name: 'Ask them' }).click()
  await expect(page.getByRole('list', { name: 'Who was asked' }).getByRole('listitem')).toHaveCount(3)
}

async function answer(page: Page, intents: Record<string, string>): Promise<void> {
  await page.goto('/handles')
  await page.getByRole('link', { name: 'Answer the poll' }).click()
  for (const [text, workflow] of Object.entries(intents)) {
    await page.getByLabel(`“${text}”`).selectOption({ label: workflow })
  }
  await page.getByRole('button', { name: 'Give my answer' }).click()
  await expect(page.getByText(/Your answer is kept, and hidden\.|All answers are in\./).first()).toBeVisible()
}

async function signOff(page: Page, approver: Page, numberId: string, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click()
  await page.getByLabel('Why it should be signed off').fill('Everybody agrees.')
  await page.getByRole('dialog').getByRole('button', { name: 'Ask for the sign-off' }).click()
  await expect(page.getByText('Ines Vale can decide.')).toBeVisible()
  await approver.goto(`/handles/${numberId}`)
  await approver.getByRole('button', { name: 'Sign off' }).click()
  await approver.getByRole('dialog').getByRole('button', { name: 'Sign off' }).click()
  await expect(approver.getByText('Your decision is recorded.', { exact: true })).toBeVisible()
}

test('@postgres from the first name to a signed handle: a disagreement, a new routing decision, agreement, sign-off, an edit, and again', async ({
  page,
  world,
}) => {
  const { numberId, agent, sales, marketer, approver } = await begin(world)
  await world.signInAs('marketing', { name: 'Mara Quill' })
  await page.goto('/handles')
  await page.getByRole('link', { name: 'Begin the decision for Main line' }).click()
  await page.getByRole('button', { name: 'Begin to decide' }).click()
  await expect(page.getByRole('link', { name: 'There is no candidate yet.' })).toBeVisible()

  await page.getByLabel('Another name').fill('www.northlight')
  await expect(page.getByText(/www/).first()).toBeVisible()
  await page.getByLabel('Another name').fill('northlight_cs')
  await expect(page.getByText('“cs” is a code for customer service.', { exact: false })).toBeVisible()
  await page.getByRole('button', { name: 'Put it on the list' }).click()
  await expect(page.getByRole('button', { name: 'Choose @northlight_cs' })).toBeVisible()
  await page.getByLabel('Another name').fill('northlight')
  await page.getByRole('button', { name: 'Put it on the list' }).click()
  await page.getByRole('button', { name: 'Choose @northlight', exact: true }).click()
  await page.getByRole('button', { name: 'Reject @northlight_cs' }).click()
  await page.getByLabel('Why not').fill('Customers do not know what CS means.')
  await page.getByRole('button', { name: 'Reject the name' }).click()
  await expect(page.getByText('“Customers do not know what CS means.”').first()).toBeVisible()

  await page.getByLabel('What the handle stands for').selectOption('business')
  for (const [i, text] of ['Where is my order?', 'I want to buy'].entries()) {
    await page.getByRole('button', { name: 'Add an intent' }).click()
    await page.getByLabel(`Intent ${i + 1}`, { exact: true }).fill(text)
    await page.getByLabel(`Workflow of intent ${i + 1}`).selectOption({ label: 'Support inbox' })
  }
  await page.getByRole('button', { name: 'Save the decision' }).click()
  await expect(page.getByRole('link', { name: 'The blind poll has not been held.' })).toBeVisible()

  await askBlind(page, 'Ask blind')
  const support = { 'Where is my order?': 'Support inbox', 'I want to buy': 'Support inbox' }
  const selling = { ...support, 'I want to buy': 'Sales desk' }
  await agent.page.setViewportSize({ width: 390, height: 844 })
  await answer(agent.page, support)
  await answer(sales.page, selling)
  await page.reload()
  await expect(page.getByRole('link', { name: 'The poll is open: 1 of 3 answers is missing.' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'What they answered' })).toHaveCount(0)
  await answer(marketer.page, selling)
  await page.reload()
  await expect(page.getByRole('link', { name: /They disagree about “I want to buy”/ })).toBeVisible()
  await expect(page.getByRole('row', { name: /I want to buy/ }).filter({ hasText: 'split' })).toContainText(
    'Sales desk (2)',
  )

  await page.getByLabel('Workflow of intent 2').selectOption({ label: 'Sales desk' })
  await page.getByRole('button', { name: 'Save the decision' }).click()
  await expect(page.getByRole('link', { name: 'The decision changed after the poll. Ask again.' })).toBeVisible()
  await askBlind(page, 'Ask blind again')
  for (const one of [agent, sales, marketer]) await answer(one.page, selling)
  await page.reload()
  await expect(page.getByText('100 % agree', { exact: true })).toBeVisible()
  await signOff(page, approver.page, numberId, 'Ask for a sign-off')
  expect(await db.handle.findFirstOrThrow({ where: { numberId } })).toMatchObject({
    state: 'approved',
    approvedName: 'northlight',
  })

  await page.reload()
  await page.getByLabel('What customers write here for').fill('Orders and advice.')
  await page.getByRole('button', { name: 'Save the decision' }).click()
  await expect(page.getByText('Mara Quill edited it. What was signed off is not what it says now.')).toBeVisible()
  await askBlind(page, 'Ask blind again')
  for (const one of [agent, sales, marketer]) await answer(one.page, selling)
  await page.reload()
  await signOff(page, approver.page, numberId, 'Ask again')
  await page.goto('/handles')
  await expect(page.getByRole('row', { name: /Main line/ })).toContainText('approved')
})

test('the room can be used by everybody, is printed on one page, and a viewer only reads', async ({ page, world }) => {
  const { numberId } = await begin(world)
  const marketing = await world.signInAs('marketing', { name: 'Mara Quill' })
  await page.goto('/handles')
  await axeEverywhere(page)
  await page.goto(`/handles/${numberId}`)
  await page.getByRole('button', { name: 'Begin to decide' }).click()
  await page.getByLabel('Another name').fill('northlight')
  await page.getByRole('button', { name: 'Put it on the list' }).click()
  await page.getByRole('button', { name: 'Choose @northlight', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: '@northlight' })).toBeVisible()
  await page.getByRole('button', { name: 'Add an intent' }).click()
  await page.getByLabel('Intent 1', { exact: true }).fill('Where is my order?')
  await page.getByLabel('Workflow of intent 1').selectOption({ label: 'Support inbox' })
  await page.getByRole('button', { name: 'Save the decision' }).click()
  await expect(page.getByText('The decision is saved.', { exact: true })).toBeVisible()
  await axeEverywhere(page)
  await askBlind(page, 'Ask blind')
  const { id } = await db.poll.findFirstOrThrow({ where: { workspaceId: world.workspaceId } })
  await page.goto(`/handles/polls/${id}`)
  await axeEverywhere(page)
  await page.goto(`/handles/${numberId}`)
  const pages = (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page(?![a-zA-Z])/g)
  expect(pages?.length).toBe(1)
  const { page: reader } = await world.person('viewer')
  await reader.goto(`/handles/${numberId}`)
  await expect(reader.getByRole('table', { name: 'Where customers land' })).toContainText('Support inbox')
  await expect(reader.getByRole('button', { name: 'Save the decision' })).toHaveCount(0)
  expect(marketing.roles).toEqual(['marketing'])
})
