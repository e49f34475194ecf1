import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { seedContact } from '@/lib/contacts/testing/people'
import { stage } from '@/lib/duplicates/testing/stage'
import { db } from '@/lib/server/db'
import { seedNumber } from '@/lib/server/testing/seed'
import { axeEverywhere, expect, test, type World } from './fixtures'

const SHARED = '447700900811'
const RECYCLED = '447700900812'

/** Two CRM records claim one phone, and a number comes back with somebody else's BSUID, twice. */
async function tell(world: World) {
  const { workspaceId } = world
  const number = await seedNumber(workspaceId)
  const { says, changes } = stage(workspaceId)
  const claims = [{ kind: 'phone' as const, value: SHARED }]
  const ada = await seedContact(workspaceId, { name: 'Ada Moss', crmContactId: 'CRM-1', identifiers: claims })
  await seedContact(workspaceId, { name: 'Bo Moss', crmContactId: 'CRM-2', identifiers: claims })
  await says(number, { phone: SHARED, bsuid: 'GB.811000001', at: 10 })
  await says(number, { phone: RECYCLED, bsuid: 'GB.812000001', at: 0 })
  await says(number, { phone: RECYCLED, bsuid: 'GB.812000002', at: 20, username: 'new.owner' })
  await says(number, { phone: RECYCLED, bsuid: 'GB.812000002', at: 30 })
  return { number, says, changes, ada }
}

const row = (page: Page, name: RegExp) => page.getByRole('row', { name })
const RECYCLED_ROW = /A phone whose contact has another BSUID/
const SHARED_ROW = /Two contacts claim this phone/

/** A search by what a person types; on a page that is still waking up it is tried again. */
async function search(page: Page, typed: string) {
  const field = page.getByLabel('Search conflicts')
  await expect(async () => {
    await field.fill(typed)
    await field.press('Enter')
    await expect.poll(() => new URL(page.url()).searchParams.get('q'), { timeout: 2_000 }).toBe(typed)
  }).toPass()
}

async function downloaded(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()])
  return readFileSync(await file.path(), 'utf8')
}

test('@postgres the CRM owner finds a conflict, reads the evidence and follows it to the event and the contact', async ({
  page,
  world,
}) => {
  const { ada } = await tell(world)
  await world.signInAs('crm_owner', { name: 'Cora Owner' })
  await page.goto('/duplicates')
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: /^Conflicts/ })
    .click()
  await expect(page).toHaveURL(/\/duplicates\/conflicts$/)
  await expect(page.getByRole('heading', { level: 1, name: 'Conflicts' })).toBeVisible()
  await expect(page.getByText('2 open conflicts. 2 of them keep messages waiting')).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /Duplicates/ })).toContainText(
    '2',
  )
  await expect(row(page, RECYCLED_ROW)).toContainText('+44 •••• 812')
  await expect(row(page, SHARED_ROW)).toContainText('CRM-1, CRM-2')
  await expect(page.getByRole('main')).not.toContainText('7700 900')

  for (const [typed, found] of [
    ['07700 900811', SHARED_ROW],
    ['bo moss', SHARED_ROW],
    ['@new.owner', RECYCLED_ROW],
  ] as const) {
    await search(page, typed)
    await expect(page.getByRole('row')).toHaveCount(2)
    await expect(row(page, found)).toBeVisible()
  }
  await page.getByRole('link', { name: 'Show everything' }).click()

  await page.getByRole('link', { name: RECYCLED_ROW }).click()
  const panel = page.getByRole('complementary', { name: 'A known phone came with an unknown BSUID' })
  const shown = panel.getByLabel('What the payload showed')
  await expect(shown.locator('[data-cell=phone]')).toContainText(/agrees.*\+44 •••• 812/)
  const holder = panel.getByLabel('What Sheena Nelson holds')
  await expect(holder.locator('[data-cell=phone]')).toContainText('holds it')
  await expect(holder.locator('[data-cell=bsuid]')).toContainText('another')
  await expect(panel).toContainText('Rule 5: nobody holds this BSUID')
  await expect(panel).toContainText('or somebody else who has the number now?')
  await expect(panel.getByRole('table', { name: 'Where messages went' })).toContainText('in review')
  await expect(panel.getByRole('table', { name: 'Events' }).getByRole('row')).toHaveCount(3)

  await panel.getByRole('table', { name: 'Events' }).getByRole('link').first().click()
  await expect(page).toHaveURL(/\/deliveries\?open=ev_/)
  await page.getByRole('link', { name: 'A known phone came with an unknown BSUID' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'A known phone came with an unknown BSUID' })).toBeVisible()
  await expect(page.getByRole('main')).toContainText('seen in 2 events')

  await page.goto(`/contacts/${ada}`)
  await page.getByRole('link', { name: 'Two contacts could be meant by one phone' }).click()
  await expect(page.getByLabel('What Ada Moss holds, CRM-1').locator('[data-cell=phone]')).toContainText('claims it')
})

test('J, K and Escape move; revealing shows everything once and is recorded', async ({ page, world }) => {
  await tell(world)
  await world.signInAs('support_lead', { name: 'Sal Lead' })
  await page.goto('/duplicates/conflicts')
  await page.getByRole('link', { name: RECYCLED_ROW }).click()
  const panel = page.getByRole('complementary', { name: 'A known phone came with an unknown BSUID' })
  await panel.getByRole('button', { name: 'Reveal identifiers' }).click()
  await expect(panel).toContainText('+44 7700 900812')
  await expect(panel).toContainText('GB.812000001')
  await expect(panel.getByRole('status').filter({ hasText: 'your name is in the audit log' })).toBeVisible()
  const recorded = { workspaceId: world.workspaceId, action: 'identity.revealed', subjectKind: 'conflict' }
  expect(await db.auditEvent.count({ where: recorded })).toBe(1)
  await page.keyboard.press('j')
  const next = page.getByRole('complementary', { name: 'Two contacts could be meant by one phone' })
  await expect(next).toContainText('+44 •••• 811')
  await page.keyboard.press('k')
  await expect(panel).toContainText('+44 •••• 812')
  await expect(panel.getByRole('list', { name: 'History' })).toContainText('Sal Lead revealed identifiers')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(page).toHaveURL(/\/duplicates\/conflicts$/)
})

test('@postgres a conflict in which nobody showed a phone is in the list, the search and the export', async ({
  page,
  world,
}) => {
  const number = await seedNumber(world.workspaceId)
  const { says } = stage(world.workspaceId)
  await says(number, { bsuid: 'GB.82100000000001', parent: 'GB.ENT.82100000000009' })
  await says(number, { bsuid: 'GB.82100000000002', parent: 'GB.ENT.82100000000009', at: 5, username: 'only.a.name' })
  await world.signInAs('crm_owner')
  await page.goto('/duplicates/conflicts')
  const found = row(page, /A parent BSUID of another account/)
  await expect(found).toContainText('GB.••••0002')
  for (const typed of ['GB.82100000000002', 'GB.ENT.82100000000009', '@ONLY.a.name']) {
    await search(page, typed)
    await expect(found).toBeVisible()
    await expect(page.getByRole('row')).toHaveCount(2)
  }
  await page.goto('/duplicates/conflicts')
  const masked = await downloaded(page, 'Export CSV')
  expect(masked).toContain('parent-held-by-another')
  expect(masked).not.toContain('GB.82100000000002')
  const plain = await downloaded(page, 'Export with identifiers')
  expect(plain).toContain('GB.82100000000002')
  expect(plain).toContain('GB.ENT.82100000000009')
  const exported = { workspaceId: world.workspaceId, action: 'conflicts.exported' }
  expect(await db.auditEvent.count({ where: exported })).toBe(2)
})

test('the list narrows by what its sentence says, sorts, and is kept as a view', async ({ page, world }) => {
  await tell(world)
  await world.signInAs('crm_owner')
  await page.goto('/duplicates/conflicts')
  await expect(async () => {
    await page.getByRole('button', { name: 'Rule: any rule' }).click()
    await page.getByRole('menuitem', { name: /rule 6/ }).click({ timeout: 2_000 })
  }).toPass()
  await expect(page).toHaveURL(/rule=6/)
  await expect(page.getByRole('row')).toHaveCount(2)
  await expect(row(page, SHARED_ROW)).toBeVisible()
  await page.goto('/duplicates/conflicts?from=2026-11-21')
  await expect(page.getByText('Nothing matches what you asked for.')).toBeVisible()
  await page.goto('/duplicates/conflicts?sort=events&dir=desc')
  await expect(page.getByRole('row').nth(1)).toContainText('A phone whose contact has another BSUID')
  await page.goto('/duplicates/conflicts?rule=6')
  await expect(async () => {
    await page.getByRole('button', { name: 'Save this view' }).click()
    await expect(page.getByLabel('Name of the view')).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await page.getByLabel('Name of the view').fill('Shared phones')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: 'Shared phones' })).toBeVisible()
})

test('a viewer reads, masked, and reveals nothing; another workspace does not exist', async ({ page, world }) => {
  await tell(world)
  const { id } = await db.conflict.findFirstOrThrow({ where: { workspaceId: world.workspaceId } })
  const other = await world.person('admin', { workspaceId: await world.otherWorkspace() })
  await world.signInAs('viewer')
  await page.goto(`/duplicates/conflicts/${id}`)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Reveal identifiers' })).toHaveCount(0)
  await page.goto('/duplicates/conflicts')
  await expect(page.getByRole('link', { name: 'Export with identifiers' })).toHaveCount(0)
  world.allowConsole(/40[34]/)
  expect((await page.request.get('/duplicates/conflicts/export?plain=1')).status()).toBe(403)
  const masked = await (await page.request.get('/duplicates/conflicts/export')).text()
  expect(masked).not.toMatch(/7700 ?900|GB\.81/)
  expect((await other.page.goto(`/duplicates/conflicts/${id}`))?.status()).toBe(404)
  await other.page.goto(`/duplicates/conflicts?open=${id}`)
  await expect(other.page.getByRole('complementary', { name: 'This conflict does not exist here' })).toBeVisible()
  await expect(other.page.getByText('No conflict is open.')).toBeVisible()
})

test('no accessibility violations at both widths, in both themes, and nothing scrolls sideways', async ({
  page,
  world,
}) => {
  const { number, says, changes } = await tell(world)
  await says(number, { phone: '447700900813', bsuid: 'GB.813000001', at: 40 })
  await says(number, { bsuid: 'GB.813000002', at: 41 })
  await changes(number, { previous: 'GB.813000001', bsuid: 'GB.813000002', at: 42 })
  const conflict = await db.conflict.findFirstOrThrow({
    where: { workspaceId: world.workspaceId, kind: 'rotation-to-held-bsuid' },
  })
  await world.signInAs('crm_owner')
  for (const path of ['', `?open=${conflict.id}`, `/${conflict.id}`]) {
    await page.goto(`/duplicates/conflicts${path}`)
    await expect(page.getByRole('heading', { level: 1 }).or(page.getByRole('complementary')).first()).toBeVisible()
    await axeEverywhere(page)
  }
})

test('@postgres a conflict is decided where it is shown: the number passed on, and the message leaves review', async ({
  page,
  world,
}) => {
  const { number, says } = await tell(world)
  await world.signInAs('crm_owner', { name: 'Cora Owner' })
  await page.goto('/duplicates/conflicts')
  await page.getByRole('link', { name: RECYCLED_ROW }).click()
  const panel = page.getByRole('complementary', { name: 'A known phone came with an unknown BSUID' })
  await panel.getByLabel('The number passed to somebody else').check()
  await expect(panel.getByText('One conversation of theirs: replies go to their BSUID from now on.')).toBeVisible()
  await panel.getByLabel('How you know').fill('They told us they are new here.')
  await axeEverywhere(page)
  await panel.getByRole('button', { name: 'Decide' }).click()
  await expect(page.getByText('2 messages resolved again with it.').first()).toBeVisible()
  await expect(panel.getByText('The number had passed to somebody else.')).toBeVisible()
  await expect(panel.getByText('“They told us they are new here.”')).toBeVisible()
  await expect.poll(() => db.event.count({ where: { workspaceId: world.workspaceId, outcome: 'created' } })).toBe(2)

  // Whoever had the number writes by their account alone, and nobody is asked anything.
  await says(number, { bsuid: 'GB.812000001', at: 60 })
  await page.goto('/duplicates/conflicts')
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('link', { name: SHARED_ROW }).click()
  const shared = page.getByRole('complementary', { name: 'Two contacts could be meant by one phone' })
  await shared.getByLabel('It is this contact: CRM-1').check()
  await shared.getByRole('button', { name: 'Decide' }).click()
  await expect(shared.getByText('A person said which contact it is.')).toBeVisible()
  await page.goto('/duplicates/conflicts')
  await expect(page.getByRole('row')).toHaveCount(0)
  await page.goto('/duplicates/conflicts?state=decided')
  await expect(page.getByRole('row')).toHaveCount(3)
})
