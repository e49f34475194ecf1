import { insertMember } from '@/lib/members/add-user'
import { writeTransaction } from '@/lib/server/db'
import { ROLES } from '@/lib/server/permissions'
import { axeEverywhere, expect, problem, test } from './fixtures'
import { fillSignIn, givePassword, PASSWORD } from './people'

test('@postgres a visitor signs in and lands where they wanted to be', async ({ page, world }) => {
  const email = await givePassword(await world.member('viewer', { name: 'Wren Hollis' }))
  await page.goto('/account')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Faccount/)
  await fillSignIn(page, email.toUpperCase())
  await expect(page).toHaveURL('/account')
  await expect(page.getByLabel('Name')).toHaveValue('Wren Hollis')
})

test('@postgres each role signs in and sees the rooms it may enter', async ({ page, world }) => {
  for (const role of ROLES) {
    const email = await givePassword(await world.member(role))
    await page.context().clearCookies()
    await page.goto('/sign-in')
    await fillSignIn(page, email)
    await expect(page).toHaveURL('/overview')
    const rooms = page.getByRole('navigation').getByRole('link')
    await expect(rooms.filter({ hasText: 'Contacts' })).toBeVisible()
    await expect(rooms.filter({ hasText: 'Audit' })).toHaveCount(
      ['admin', 'approver', 'developer'].includes(role) ? 1 : 0,
    )
    await expect(rooms.filter({ hasText: 'Members' })).toHaveCount(role === 'viewer' ? 0 : 1)
  }
})

test('a wrong password is told in words, and what was typed stays', async ({ page, world }) => {
  const email = await givePassword(await world.member('marketing'))
  await page.goto('/sign-in')
  await fillSignIn(page, email, 'not my password')
  await expect(problem(page)).toContainText('do not belong together')
  await expect(page.getByLabel('E-mail')).toHaveValue(email)
  await expect(page.getByLabel('Password')).toHaveValue('not my password')
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/overview')
})

test('the way back never leads out of Handrail', async ({ page, world }) => {
  const email = await givePassword(await world.member('marketing'))
  for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
    await page.context().clearCookies()
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    await fillSignIn(page, email)
    await expect(page).toHaveURL('/overview')
  }
})

test('what stands in the address is never repeated as a message', async ({ page }) => {
  await page.goto('/sign-in?error=Call+this+number&problem=Your+account+was+moved')
  await expect(page.getByText('Signing in did not work this time')).toBeVisible()
  await expect(page.getByText('Call this number')).toHaveCount(0)
  await expect(page.getByText('Your account was moved')).toHaveCount(0)
})

test('somebody signs out in the menu with their name, by keyboard', async ({ page, world }) => {
  await world.signInAs('viewer', { name: 'Wren Hollis' })
  await page.goto('/account')
  const leave = page.getByRole('menuitem', { name: 'Sign out' })
  await expect(async () => {
    await page.getByRole('button', { name: 'Wren Hollis, your menu' }).press('Enter')
    await expect(leave).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await leave.press('Enter')
  await expect(page).toHaveURL('/sign-in')
  await page.goto('/account')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('a changed name, a changed password and sessions elsewhere', async ({ page, world }) => {
  const actor = await world.signInAs('operations', { name: 'Wren Holis' })
  const email = await givePassword(actor)
  await page.goto('/account')
  await page.getByLabel('Name').fill('Wren Hollis')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByRole('button', { name: 'Wren Hollis, your menu' })).toBeVisible()

  await page.getByLabel('Present password').fill('not my password')
  await page.getByLabel('New password').fill('four brown otters')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(problem(page)).toContainText('not your present password')
  await expect(page.getByLabel('New password')).toHaveValue('four brown otters')
  await page.getByLabel('Present password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Your password is changed').first()).toBeVisible()

  const elsewhere = await page.context().browser()?.newContext()
  if (!elsewhere) throw new Error('No browser.')
  const other = await elsewhere.newPage()
  await other.goto(new URL('/sign-in', page.url()).href)
  await fillSignIn(other, email, 'four brown otters')
  await expect(other).toHaveURL(/\/overview/)
  await page.reload()
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0)
  await other.goto(new URL('/account', page.url()).href)
  await expect(other).toHaveURL(/\/sign-in/)
  await elsewhere.close()
})

test('the sign-in page and the account can be used by everybody', async ({ page, world }) => {
  await page.goto('/sign-in')
  await axeEverywhere(page)
  await world.signInAs('viewer')
  await page.goto('/account')
  await axeEverywhere(page)
})

test('somebody who belongs to two workspaces changes over in their account', async ({ page, world }) => {
  const actor = await world.signInAs('admin')
  const workspaceId = await world.otherWorkspace()
  await writeTransaction((tx) => insertMember(tx, { userId: actor.userId, workspaceId, roles: ['viewer'] }))
  await page.goto('/account')
  await page.getByRole('button', { name: 'Open Quillhaven' }).click()
  await expect(page).toHaveURL('/overview')
  await page.goto('/account')
  await expect(page.getByRole('row', { name: /Quillhaven/ })).toContainText('you are here')
  await expect(page.getByRole('banner')).toContainText('Quillhaven')
})
