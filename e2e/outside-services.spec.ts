import { type Inbox, startInbox } from '@/lib/notifications/testing/inbox'
import { db } from '@/lib/server/db'
import { seedNumber } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { type GraphServer, startGraphServer } from '@/lib/whatsapp/testing/graph-server'
import { axeEverywhere, expect, test } from './fixtures'

const TOKEN = 'EAAG-token-of-the-system-user'
// One process serves both ports, so the tests of this file take turns.
test.describe.configure({ mode: 'default' })

let meta: GraphServer
let inbox: Inbox

test.beforeAll(async () => {
  meta = await startGraphServer(Number(process.env.HANDRAIL_E2E_GRAPH_PORT))
  meta.world.tokens = new Set([TOKEN])
  inbox = await startInbox(Number(process.env.HANDRAIL_E2E_SMTP_PORT))
})
test.afterAll(async () => {
  await meta.stop()
  await inbox.stop()
})

test('@postgres a token is entered, and the signed name is reserved, taken by force, and given up', async ({
  page,
  world,
}) => {
  const { workspaceId } = world
  const { numberId, phoneNumberId } = await seedNumber(workspaceId, { label: 'Main line' })
  meta.world.numbers.set(phoneNumberId, null).set('1099', { username: 'fernhollow', status: 'approved' })
  meta.world.suggestions = ['fernhollow.uk']
  const candidate = { id: newId('cand'), workspaceId, name: 'fernhollow', nameKey: 'fernhollow', state: 'chosen' }
  await db.handle.create({
    data: {
      ...{ id: newId('hd'), workspaceId, numberId, state: 'approved', approvedName: 'fernhollow' },
      candidates: { create: [candidate] },
    },
  })
  const dev = await world.person('developer', { name: 'Noor Bell' })
  await world.signInAs('marketing', { name: 'Mara Quill' })
  await page.goto(`/handles/${numberId}`)
  await expect(page.getByText(/With an access token of the portfolio Handrail can also ask/)).toBeVisible()

  await dev.page.goto('/settings/numbers')
  await dev.page.getByRole('button', { name: /^Access token of / }).click()
  const dialog = dev.page.getByRole('dialog')
  await dialog.getByLabel('Access token').fill('not a token')
  await dialog.getByRole('button', { name: 'Keep the token' }).click()
  await expect(dialog.getByText(/too short for an access token|no spaces/)).toBeVisible()
  await dialog.getByLabel('Access token').fill(TOKEN)
  await dialog.getByRole('button', { name: 'Keep the token' }).click()
  await expect(dev.page.getByText('The token is kept, encrypted.', { exact: true })).toBeVisible()
  await axeEverywhere(dev.page)

  await page.reload()
  await page.getByRole('button', { name: 'Names Meta suggests' }).click()
  await page.getByRole('button', { name: 'Propose @fernhollow.uk' }).click()
  await expect(page.getByText('@fernhollow.uk is on the list.', { exact: true })).toBeVisible()
  await db.handle.updateMany({ where: { workspaceId }, data: { state: 'approved', approvedName: 'fernhollow' } })
  await page.reload()
  await page.getByRole('button', { name: 'Reserve @fernhollow' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reserve' }).click()
  await expect(
    page.getByRole('dialog').getByText(/Another number of the same portfolio holds this username/),
  ).toBeVisible()
  await page.keyboard.press('Escape')
  await axeEverywhere(page)
  await page.getByRole('button', { name: 'Take it from our other number' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take it' }).click()
  await expect(page.getByText('Reserved, not visible yet')).toBeVisible()
  meta.world.numbers.set(phoneNumberId, { username: 'fernhollow', status: 'approved' })
  await page.getByRole('button', { name: 'Ask now' }).click()
  await expect(page.getByText('Approved and visible').first()).toBeVisible()
  await page.getByRole('button', { name: 'Give @fernhollow up' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Give it up' }).click()
  await expect(page.getByText('Given up').first()).toBeVisible()
})

test('a test e-mail reaches the admin who asks for it', async ({ page, world }) => {
  const { userId } = await world.signInAs('admin', { name: 'Marta Ash' })
  const { email } = await db.user.findUniqueOrThrow({ where: { id: userId } })
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Send a test' }).click()
  await expect(page.getByText('A test is on its way to your own address.', { exact: true })).toBeVisible()
  const mine = () => inbox.mails.filter((mail) => mail.includes(`To: ${email}`))
  await expect.poll(() => mine().length, { timeout: 60_000 }).toBe(1)
  expect(mine()[0]).toContain('This is a test: e-mail from Handrail reaches you.')
  await page.reload()
  await expect(page.getByText('just now').first()).toBeVisible()
})
