import { writeTransaction } from '@/lib/server/db'
import { sessionCookieName } from '@/lib/server/session-cookie'
import type { MemberActor } from '@/lib/server/session-row'
import { expect, mintSession, problem, test } from '../fixtures'
import { fillSignIn, givePassword, signOutInMenu } from '../people'

/** Whether the browser, with exactly this cookie, still gets a page. */
async function opens(request: import('@playwright/test').APIRequestContext, cookie: string): Promise<number> {
  const headers = { cookie: `${sessionCookieName()}=${cookie}` }
  return (await request.get('/account', { headers, maxRedirects: 0 })).status()
}

test('a session that was planted before signing in is not the one that signs in', async ({ page, world, request }) => {
  const attacker = await mintSession(await world.member('viewer'))
  const email = await givePassword(await world.member('marketing'))
  const url = new URL((await page.goto('/sign-in'))?.url() ?? '').origin
  await page.context().addCookies([{ name: sessionCookieName(), value: `${attacker.cookie}x`, url }])
  await page.goto('/sign-in')
  await fillSignIn(page, email)
  await expect(page).toHaveURL('/overview')
  const cookies = await page.context().cookies()
  const session = cookies.find((cookie) => cookie.name === sessionCookieName())
  expect(session?.value).not.toBe(attacker.cookie)
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' })
  expect(await opens(request, attacker.cookie)).toBe(200)
})

test('the cookie of a planted session ends when somebody signs in over it', async ({ page, world, request }) => {
  const marketing = await world.member('marketing')
  const email = await givePassword(marketing)
  const planted = await mintSession(await world.member('viewer'))
  const response = await page.goto('/sign-in')
  const url = new URL(response?.url() ?? '').origin
  await page.context().addCookies([{ name: sessionCookieName(), value: planted.cookie, url }])
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill('three brown otters')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL('/overview')
  expect(await opens(request, planted.cookie)).toBe(307)
})

test('a copied cookie is worth nothing after signing out', async ({ page, world, request }) => {
  await world.signInAs('viewer', { name: 'Wren Hollis' })
  await page.goto('/account')
  const stolen = (await page.context().cookies()).find((cookie) => cookie.name === sessionCookieName())?.value ?? ''
  expect(await opens(request, stolen)).toBe(200)
  await signOutInMenu(page, 'Wren Hollis')
  await expect(page).toHaveURL('/sign-in')
  expect(await opens(request, stolen)).toBe(307)
})

test('nor when the user, the member or the session was ended, or it was altered', async ({ world, request }) => {
  const fresh = async (): Promise<[MemberActor, { sessionId: string; cookie: string }]> => {
    const actor = await world.member('viewer')
    const session = await mintSession(actor)
    expect(await opens(request, session.cookie)).toBe(200)
    return [actor, session]
  }
  const [user, first] = await fresh()
  await writeTransaction((tx) => tx.user.update({ where: { id: user.userId }, data: { disabledAt: new Date() } }))
  expect(await opens(request, first.cookie)).toBe(307)

  const [member, second] = await fresh()
  await writeTransaction((tx) => tx.member.update({ where: { id: member.memberId }, data: { disabledAt: new Date() } }))
  expect(await opens(request, second.cookie)).toBe(307)

  const [, third] = await fresh()
  await writeTransaction((tx) => tx.session.update({ where: { id: third.sessionId }, data: { endedAt: new Date() } }))
  expect(await opens(request, third.cookie)).toBe(307)

  const [, fourth] = await fresh()
  expect(await opens(request, `${fourth.cookie.slice(0, -4)}AAAA`)).toBe(307)
  expect(await opens(request, 'a'.repeat(9_000).slice(0, 3_000))).toBe(307)
})

test('guesses are slowed down in words, and the owner’s other browser is not', async ({ page, world }) => {
  const email = await givePassword(await world.member('marketing'))
  await page.goto('/sign-in')
  await fillSignIn(page, email)
  await expect(page).toHaveURL('/overview')
  const owner = (await page.context().cookies()).filter((cookie) => cookie.name !== sessionCookieName())

  await page.context().clearCookies()
  await page.goto('/sign-in')
  for (let n = 0; n < 12; n += 1) {
    await fillSignIn(page, email, `guess number ${n}`)
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled()
    await expect(problem(page)).toBeVisible()
  }
  await expect(problem(page)).toContainText(/Wait \d+ seconds/)
  await fillSignIn(page, email)
  await expect(problem(page)).toContainText(/Wait \d+ seconds/)

  await page.context().addCookies(owner)
  await fillSignIn(page, email)
  await expect(page).toHaveURL('/overview')
})

test('next-auth’s own door is the same door', async ({ request, world, baseURL }) => {
  const email = await givePassword(await world.member('marketing'))
  const { csrfToken } = (await (await request.get('/api/auth/csrf')).json()) as { csrfToken: string }
  const form = { csrfToken, email, password: 'three brown otters', json: 'true' }
  const foreign = await request.post('/api/auth/callback/credentials', {
    form,
    headers: { origin: 'https://evil.example' },
  })
  expect(foreign.status()).toBe(403)
  const without = await request.post('/api/auth/callback/credentials', { form })
  expect(without.status()).toBe(403)
  const own = { origin: baseURL ?? '' }
  const wrong = await request.post('/api/auth/callback/credentials', {
    form: { ...form, password: 'no' },
    headers: own,
  })
  expect(wrong.status()).toBe(401)
  const right = await request.post('/api/auth/callback/credentials', { form, headers: own })
  expect(right.status()).toBe(200)
  expect((await request.get('/account', { maxRedirects: 0 })).status()).toBe(200)
  expect(await (await request.get('/api/auth/session')).text()).not.toContain(email)
  const signedOut = await request.post('/api/auth/signout', { form: { csrfToken, json: 'true' }, headers: own })
  expect(signedOut.status()).toBe(200)
  expect((await request.get('/account', { maxRedirects: 0 })).status()).toBe(307)
})
