import type { Page } from '@playwright/test'
import { type RunningHandler, SampleHandler, serveHandler } from '@/lib/lab/testing/sample-handler'
import { createWorkflow } from '@/lib/routing/commands'
import { saveRules } from '@/lib/routing/save-rule-set'
import { db } from '@/lib/server/db'
import { seedMember, seedNumber } from '@/lib/server/testing/seed'
import { axeEverywhere, expect, test, type World } from './fixtures'

test.describe.configure({ mode: 'default' })

const SECRET = 'staging_secret'
let handler: SampleHandler
let served: RunningHandler

test.beforeEach(async () => {
  handler = new SampleHandler(SECRET, new Set(['drops-phone-less', 'status-as-message', 'changes-ignored']))
  served = await serveHandler(handler, Number(process.env.HANDRAIL_E2E_HANDLER_PORT))
})
test.afterEach(() => served.stop())

/** A number the payloads are addressed to, and where Handrail itself routes messages. */
async function groundwork({ workspaceId }: World): Promise<void> {
  const { portfolioId } = await seedNumber(workspaceId, { label: 'Support line' })
  await seedNumber(workspaceId, { label: 'Stores', portfolioId })
  await seedNumber(workspaceId, { label: 'Trade' })
  const operations = await seedMember(workspaceId, ['operations'])
  const made = await createWorkflow(operations, {
    ...{ name: 'Support inbox', kind: 'queue', inbox: null, escalation: null, ownerMemberId: null, isFirstLive: true },
  })
  if (!made.ok) throw new Error(made.code)
  await saveRules(operations, { rules: [], defaultWorkflowId: made.value.id, baseVersion: 0, note: '' })
}

async function addPeople(page: Page): Promise<void> {
  await page.goto('/data-protection')
  await page.getByRole('button', { name: 'Add dataset' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Dataset', { exact: true }).fill('Invented people')
  await dialog.getByRole('button', { name: 'Add dataset' }).click()
  await expect(page.getByRole('row', { name: /Invented people/ })).toContainText('not decided')
}

async function addTarget(page: Page): Promise<void> {
  await page.goto('/lab/targets')
  await page.getByRole('button', { name: 'Add target' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Target', { exact: true }).fill('Staging webhook')
  await dialog.getByLabel('Test secret').fill(SECRET)
  await dialog.getByLabel('Address', { exact: true }).fill('http://10.0.0.8/hook')
  await dialog.getByRole('button', { name: 'Add target' }).click()
  await expect(dialog.getByText('10.0.0.8 is not on the public internet')).toBeVisible()
  await dialog.getByLabel('Address', { exact: true }).fill(`${served.origin}/hook`)
  await dialog.getByLabel('Path to the contact').fill('$.contact')
  await dialog.getByLabel('Path to the conversation').fill('$.conversation')
  await dialog.getByLabel('Path to the message status').fill('$.status')
  await dialog.getByLabel('Made ready at').fill(`${served.origin}/prepare`)
  await dialog.getByRole('button', { name: 'Add target' }).click()
  await expect(page.getByRole('row', { name: /Staging webhook/ })).toContainText('staging')
}

/** A page that was just streamed may not listen yet when its button is there already. */
async function openFix(page: Page) {
  const dialog = page.getByRole('dialog')
  await expect(async () => {
    if (!(await dialog.isVisible())) await page.getByRole('button', { name: 'Fix' }).click()
    await expect(dialog.getByRole('button', { name: 'Save' })).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 15_000 })
  return dialog
}

async function runPlan(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Run (?:plan|again)$/ }).click()
  await expect(page).toHaveURL(/\/lab\/runs\/tr_/)
  await expect(page.getByRole('heading', { name: 'The run', exact: true })).toBeVisible()
  await expect(page.locator('main').getByText('sent', { exact: true })).toBeVisible({ timeout: 60_000 })
}

test('@postgres a developer fires the pack at staging, operations hands a fix over, and only a passing run closes it', async ({
  page,
  world,
}) => {
  await groundwork(world)
  const keeper = await world.person('crm_owner', { name: 'Cora Owner' })
  await world.signInAs('developer', { name: 'Dev Marlow' })
  await addPeople(page)
  await addTarget(page)
  await axeEverywhere(page)

  await page.goto('/lab/plans')
  await page.getByRole('button', { name: 'New plan' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Plan', { exact: true }).fill('Before each release')
  await dialog.getByLabel('Target').selectOption({ label: 'Staging webhook' })
  await dialog.getByRole('button', { name: 'None' }).click()
  for (const title of ['Phone only', 'BSUID only, known', 'BSUID changed', 'Delivered', 'Wrong signature']) {
    await dialog.getByLabel(title, { exact: true }).check()
  }
  await dialog.getByLabel('Number', { exact: true }).selectOption({ index: 0 })
  await axeEverywhere(page)
  await dialog.getByRole('button', { name: 'Write plan' }).click()
  await expect(page).toHaveURL(/\/lab\/plans\/tp_/)
  await page.getByRole('button', { name: 'Run plan' }).click()
  await expect(page.getByText('Nobody has decided how long “Invented people” is kept.').first()).toBeVisible()

  // The owner of the register decides; only then may the lab use it.
  await keeper.page.goto('/data-protection')
  await keeper.page.getByRole('link', { name: 'Invented people' }).click()
  await keeper.page.getByRole('button', { name: 'Change dataset' }).click()
  const decision = keeper.page.getByRole('dialog')
  await decision.getByLabel('Decision').selectOption('delete')
  await decision.getByLabel(/^Date/).fill('2099-12-31')
  await decision.getByRole('button', { name: 'Save' }).click()
  await expect(keeper.page.locator('main').getByText('decided', { exact: true })).toBeVisible()
  await axeEverywhere(keeper.page)

  await runPlan(page)
  await expect(page.getByRole('row', { name: /^Phone only/ })).toContainText('passed')
  await expect(page.getByRole('row', { name: /^Wrong signature/ })).toContainText('It was refused')
  await expect(page.getByRole('row', { name: /^BSUID only, known/ })).toContainText(
    'came without a phone number and was dropped',
  )
  await expect(page.getByRole('row', { name: /^Delivered/ })).toContainText('handled like a message of a customer')
  await expect(page.getByRole('row', { name: /^BSUID changed/ })).toContainText('it was not taken over')
  await axeEverywhere(page)
  await page.getByRole('link', { name: 'BSUID only, known' }).click()
  await page.getByText('Payload and answer in full').last().click()
  await expect(page.getByLabel('Payload', { exact: true }).last()).toContainText('from_user_id')
  await axeEverywhere(page)

  const operations = await world.person('operations', { name: 'Ona Lead' })
  await operations.page.goto('/lab?fix=unfinished')
  await operations.page.getByRole('link', { name: 'BSUID only, known' }).click()
  await expect(operations.page.getByText('The handler takes the phone for the only key').first()).toBeVisible()
  const handing = await openFix(operations.page)
  await handing.getByLabel('Owner').selectOption({ label: 'Dev Marlow' })
  await handing.getByRole('button', { name: 'Save' }).click()
  await expect(operations.page.getByText('The fix was written down.', { exact: true })).toBeVisible()

  await page.goto('/notifications')
  await page.getByText('Ona Lead hands you a fix: the test of “BSUID only, known” fails.').first().click()
  await expect(page).toHaveURL(/\/lab\/rec_/)
  const fixing = await openFix(page)
  await fixing.getByLabel('How far it is').selectOption('fixed')
  await fixing.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('said to be fixed, to be run again').first()).toBeVisible()
  const record = page.url()

  handler.faults = new Set()
  await page.goto('/lab/plans')
  await page.getByRole('link', { name: 'Before each release' }).click()
  await runPlan(page)
  await expect(page.getByText('5 of 5')).toBeVisible()
  await expect(page.getByText('failed, and passes now').first()).toBeVisible()
  await page.goto(record)
  await expect(page.getByText('closed by a passing run').first()).toBeVisible()
  const junit = await page.request.get(page.url().replace(/\/lab\/.*/, `/lab/runs/${await lastRun(world)}/junit`))
  expect(await junit.text()).toContain('tests="5" failures="0" errors="0"')
})

async function lastRun({ workspaceId }: World): Promise<string> {
  const run = await db.testRun.findFirstOrThrow({ where: { workspaceId }, orderBy: { id: 'desc' } })
  return run.id
}

test('a payload of the pack is read with its facts, changed, and fired at Handrail itself; a viewer only reads', async ({
  page,
  world,
}) => {
  await groundwork(world)
  await world.signInAs('admin')
  await addPeople(page)
  await page.getByRole('link', { name: 'Invented people' }).click()
  await page.getByRole('button', { name: 'Change dataset' }).click()
  await page.getByRole('dialog').getByLabel('Decision').selectOption('keep')
  await page.getByRole('dialog').getByLabel(/^Date/).fill('2099-12-31')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('link', { name: 'Customers as CSV' })).toBeVisible()

  await page.goto('/lab/payloads')
  await axeEverywhere(page)
  await page.getByRole('link', { name: 'Phone appears later' }).click()
  await page.getByLabel('Text').fill('Ist das Paket da? 📦')
  await page.getByRole('button', { name: 'Show it' }).click()
  await expect(page.getByLabel('The payload under test, as JSON')).toContainText('Ist das Paket da? 📦')
  await axeEverywhere(page)
  await page.getByRole('button', { name: 'Save payload' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Paket, later with a phone')
  await page.getByRole('dialog').getByRole('button', { name: 'Save payload' }).click()
  await expect(page).toHaveURL(/\/lab\/saved\/lp_/)
  await expect(page.getByText('Ist das Paket da? 📦')).toBeVisible()
  await axeEverywhere(page)
  await page.goto('/lab/payloads')
  await expect(page.getByRole('row', { name: /Paket, later with a phone/ })).toContainText('Phone appears later')
  await page.getByRole('link', { name: 'Phone appears later', exact: true }).first().click()
  await expect(page).toHaveURL(/phone-appears-later/)
  await page.getByRole('button', { name: 'Fire it' }).click()
  await expect(page).toHaveURL(/\/lab\/runs\/tr_/)
  await expect(page.getByText('1 of 1')).toBeVisible({ timeout: 30_000 })
  await page.goto('/lab/matrix')
  await expect(page.getByText('1 payload sent')).toBeVisible()
  await axeEverywhere(page)

  await page.goto('/lab/exceptions')
  await page.getByRole('button', { name: 'Add the three templates' }).first().click()
  await expect(page.getByRole('row', { name: /Zero-tap authentication template/ })).toContainText('never sent')
  await page.getByRole('button', { name: 'Change Zero-tap authentication template' }).click()
  await page.getByRole('dialog').getByLabel('What happens without').fill('The customer signs in by e-mail.')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('row', { name: /Zero-tap/ })).toContainText('signs in by e-mail')
  // The focus went back to the button, whose tooltip would be read with the page.
  await page.reload()
  await axeEverywhere(page)
  await page.goto('/lab/numbers')
  await expect(page.getByText('One BSUID on both: one customer').first()).toBeVisible()
  await page.getByRole('button', { name: 'Check all pairs' }).click()
  await expect(page).toHaveURL(/\/lab\/runs\/tr_/)
  await expect(page.getByText('3 of 3')).toBeVisible({ timeout: 30_000 })
  await page.goto('/lab/numbers')
  await expect(page.getByText('All 3 pairs were tested and passed.')).toBeVisible()
  await axeEverywhere(page)
  await page.goto('/lab/first-workflow')
  await expect(page.getByText('“Support inbox” goes live first')).toBeVisible()
  await axeEverywhere(page)

  const viewer = await world.person('viewer')
  await viewer.page.goto('/lab')
  await expect(viewer.page.getByRole('row', { name: /Phone appears later/ })).toContainText('passed')
  for (const path of ['/lab/plans', '/lab/targets', '/lab/payloads/emoji', '/lab/exceptions', '/lab/numbers']) {
    await viewer.page.goto(path)
    await expect(viewer.page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(
      viewer.page.getByRole('button', { name: /New plan|Add target|Fire it|Add place|Check all pairs/ }),
    ).toHaveCount(0)
  }
})
