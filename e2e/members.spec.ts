import { db, writeTransaction } from '@/lib/server/db'
import { axeEverywhere, expect, test } from './fixtures'
import { PASSWORD } from './people'

const unique = () => `${Math.random().toString(36).slice(2, 10)}`

test('@postgres an invited person joins with the roles they were invited with', async ({ page, world }) => {
  await world.signInAs('admin', { name: 'Ada Fern' })
  const email = `wren-${unique()}@example.test`
  await page.goto('/members')
  await page.getByRole('button', { name: 'Invite' }).click()
  await page.getByLabel('E-mail').fill(`${email}, other@example.test`)
  await page.getByRole('button', { name: 'Make the link' }).click()
  await expect(page.getByText('Enter one e-mail address')).toBeVisible()
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('checkbox', { name: 'Viewer' }).uncheck()
  await page.getByRole('checkbox', { name: 'Marketing' }).check()
  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = (await page.getByRole('dialog').getByText('/accept-invite/').textContent()) ?? ''
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('link', { name: /Invitations/ }).click()
  await expect(page.getByRole('row', { name: new RegExp(email) })).toContainText('waiting')

  await page.context().clearCookies()
  await page.goto(link)
  await expect(page.getByText('You were invited as Marketing')).toBeVisible()
  await page.getByLabel('Your name').fill('Wren Hollis')
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Join' }).click()
  await expect(page).toHaveURL('/overview')
  await expect(page.getByRole('button', { name: 'Wren Hollis, your menu' })).toBeVisible()

  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'This invitation has ended' })).toBeVisible()
})

test('a revoked link is no use', async ({ page, world }) => {
  await world.signInAs('admin')
  const email = `wren-${unique()}@example.test`
  await page.goto('/members/invites')
  await expect(page.getByText('Nobody is being waited for')).toBeVisible()
  await page.getByRole('button', { name: 'Invite' }).click()
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Make the link' }).click()
  const link = (await page.getByRole('dialog').getByText('/accept-invite/').textContent()) ?? ''
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: `Revoke the invitation of ${email}` }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('Nobody is being waited for')).toBeVisible()
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'This invitation has ended' })).toBeVisible()
})

test('changed roles sign the member out and are in the history', async ({ page, world }) => {
  const wren = await world.person('viewer', { name: 'Wren Hollis' })
  await wren.page.goto('/account')
  await world.signInAs('admin', { name: 'Ada Fern' })
  await page.goto('/members')
  await page.getByRole('link', { name: 'Wren Hollis' }).click()
  const panel = page.getByRole('complementary', { name: 'Wren Hollis' })
  await panel.getByRole('checkbox', { name: 'CRM owner' }).check()
  await panel.getByRole('button', { name: 'Save roles' }).click()
  await expect(panel.getByText('Ada Fern changed the roles of a member')).toBeVisible()
  await wren.page.reload()
  await expect(wren.page).toHaveURL(/\/sign-in/)
})

test('two admins who change the same member choose between both versions', async ({ page, world }) => {
  const wren = await world.member('viewer', { name: 'Wren Hollis' })
  await world.signInAs('admin')
  await page.goto(`/members?open=${wren.memberId}`)
  const panel = page.getByRole('complementary', { name: 'Wren Hollis' })
  await panel.getByRole('checkbox', { name: 'Marketing' }).check()
  await writeTransaction(async (tx) => {
    await tx.memberRole.create({ data: { memberId: wren.memberId, workspaceId: world.workspaceId, role: 'developer' } })
    await tx.member.update({ where: { id: wren.memberId }, data: { version: { increment: 1 } } })
  })
  await panel.getByRole('button', { name: 'Save roles' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('changed while you were editing')
  await expect(dialog).toContainText('Developer')
  await dialog.getByRole('button', { name: 'Save these choices' }).click()
  await expect(dialog).toHaveCount(0)
  await expect
    .poll(async () =>
      (await db.memberRole.findMany({ where: { memberId: wren.memberId } })).map((row) => row.role).sort(),
    )
    .toEqual(['marketing', 'viewer'])
})

test('somebody is disabled, cannot come back, and is enabled again', async ({ page, world }) => {
  const wren = await world.person('support_lead', { name: 'Wren Hollis' })
  await wren.page.goto('/account')
  await world.signInAs('admin')
  await page.goto(`/members?open=${wren.actor.memberId}`)
  const panel = page.getByRole('complementary', { name: 'Wren Hollis' })
  await panel.getByRole('button', { name: 'Disable' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
  await expect(panel.getByRole('button', { name: 'Enable' })).toBeVisible()
  await wren.page.reload()
  await expect(wren.page).toHaveURL(/\/sign-in/)
  await panel.getByRole('button', { name: 'Enable' }).click()
  await expect(panel.getByRole('button', { name: 'Disable' })).toBeVisible()
})

test('the last admin is told why they stay one', async ({ page, world }) => {
  const ada = await world.signInAs('admin', { name: 'Ada Fern' })
  await page.goto(`/members?open=${ada.memberId}`)
  const panel = page.getByRole('complementary', { name: 'Ada Fern' })
  await panel.getByRole('checkbox', { name: 'Admin' }).uncheck()
  await panel.getByRole('checkbox', { name: 'Viewer' }).check()
  await panel.getByRole('button', { name: 'Save roles' }).click()
  await expect(panel.getByRole('alert')).toContainText('the last admin')
})

test('search, filters and sorting are in the address, and the export has what is shown', async ({ page, world }) => {
  await world.member('marketing', { name: 'Wren Hollis' })
  await world.member('developer', { name: '=HYPERLINK("x")' })
  await world.signInAs('admin', { name: 'Ada Fern' })
  await page.goto('/members?role=marketing')
  const table = page.getByRole('table', { name: 'Members' })
  await expect(table.getByRole('row')).toHaveCount(2)
  await page.goto('/members?q=wREN')
  await expect(table.getByRole('row')).toHaveCount(2)
  await page.goto('/members?sort=name&dir=desc')
  await expect(table.getByRole('row').nth(1)).toContainText('Wren Hollis')
  const file = await (await page.context().request.get('/members/export?sort=name')).text()
  expect(file).toContain('name,email,roles,state,joined,last_seen')
  expect(file).toContain(`"'=HYPERLINK(""x"")"`)
})

test('a marketing member sees the room and the table of permissions, but changes nothing', async ({ page, world }) => {
  await world.signInAs('marketing', { name: 'Wren Hollis' })
  await page.goto('/members')
  await expect(page.getByRole('button', { name: 'Invite' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Wren Hollis' }).click()
  await expect(page.getByRole('button', { name: 'Save roles' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Roles and permissions' }).click()
  const row = page.getByRole('row', { name: /Members: change/ })
  await expect(row.getByText('yes')).toHaveCount(1)
})

test('the room can be used by everybody', async ({ page, world }) => {
  const ada = await world.signInAs('admin', { name: 'Ada Fern' })
  for (const address of ['/members', `/members?open=${ada.memberId}`, '/members/invites', '/members/permissions']) {
    await page.goto(address)
    await axeEverywhere(page)
  }
})
