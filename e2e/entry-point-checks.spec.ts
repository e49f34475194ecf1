import { type LinkSite, SITE_LINK, startLinkSite } from '@/lib/entry-points/testing/link-site'
import { db, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { HANDLE, seedRow } from './entry-point-rows'
import { expect, test } from './fixtures'

/**
 * The server under test may fetch from one port of this machine (scripts/test-suites.ts), where the first tests serve a
 * small site; everything else inside the network is refused by its guard.
 */
test.describe('a site outside', () => {
  // One site at one port: these take turns.
  test.describe.configure({ mode: 'serial' })
  let site: LinkSite
  test.beforeAll(async () => {
    site = await startLinkSite(Number(process.env.HANDRAIL_E2E_SITE_PORT))
  })
  test.afterAll(() => site.stop())

  test('@postgres is visited through its short link, and the sheet shows what was found', async ({ page, world }) => {
    const actor = await world.signInAs('marketing')
    const id = await seedRow(actor, { name: 'Short link', location: site.at('/go'), currentDestination: SITE_LINK })
    await page.goto(`/entry-points?open=${id}`)
    const panel = page.getByRole('complementary', { name: 'Short link' })
    await panel.getByRole('button', { name: 'Check now' }).click()
    const checks = panel.getByRole('list', { name: 'Checks', exact: true })
    await expect(checks).toContainText('It reaches +44 7700 900118 (redirect), as it should.')
    await panel.getByText('What was found').click()
    const way = panel.getByRole('list', { name: 'The way to the page' })
    await expect(way.getByRole('listitem')).toHaveCount(3)
    await expect(way.getByRole('listitem').last()).toContainText('api.whatsapp.com/send/?phone=447700900118')
    await expect(page.getByRole('row', { name: /Short link/ })).toContainText('right')
  })

  test('@postgres is checked by the worker, codes in pictures included, and drift is found', async ({
    page,
    world,
  }) => {
    const actor = await world.signInAs('operations')
    site.set('/e2e-page', '<img src="/photo.jpg" alt="Scan me"><img src="/turned.png">')
    const id = await seedRow(actor, { name: 'Campaign', location: site.at('/e2e-page'), currentDestination: SITE_LINK })
    await seedRow(actor, { name: 'Blocked', location: site.at('/forbidden'), currentDestination: SITE_LINK })
    await page.goto('/entry-points/checks')
    await page.getByRole('button', { name: 'Check the whole sheet' }).click()
    await expect(page.getByRole('heading', { name: 'The whole sheet', level: 1 })).toBeVisible()
    const table = page.getByRole('table', { name: 'Entry points of this run' })
    await expect(table.getByRole('row', { name: /Campaign/ })).toContainText('+44 7700 900118 (in 2 places)')
    await expect(table.getByRole('row', { name: /Blocked/ })).toContainText('does not let programs in (403)')

    site.set('/e2e-page', `<a href="${HANDLE}">Chat</a>`)
    await page.getByRole('link', { name: 'Checks', exact: true }).click()
    await page.getByRole('button', { name: 'Check the whole sheet' }).click()
    await expect(table.getByRole('row', { name: /Campaign/ })).toContainText('wrong, was right before')
    await expect(page.getByRole('link', { name: /^Drifted ?1$/ })).toBeVisible()
    expect(await db.entryPoint.findUnique({ where: { id } })).toMatchObject({ testResult: 'wrong', version: 1 })
  })
})

test('@postgres a row is visited: an address inside the network is refused with its reason', async ({
  page,
  world,
}) => {
  const actor = await world.signInAs('marketing')
  const id = await seedRow(actor, { name: 'Help page', location: 'http://127.0.0.1/help', newDestination: HANDLE })
  await page.goto(`/entry-points?open=${id}`)
  const panel = page.getByRole('complementary', { name: 'Help page' })
  await panel.getByRole('button', { name: 'Check now' }).click()
  const checks = panel.getByRole('list', { name: 'Checks', exact: true })
  await expect(checks).toContainText('could not verify')
  await expect(checks).toContainText('127.0.0.1 is not on the public internet')
  await expect(checks).toContainText(`by ${actor.name}`)
  await panel.getByText('What was found').click()
  await expect(panel.getByRole('list', { name: 'The way to the page' })).toContainText('http://127.0.0.1/help')
})

test('@postgres chosen rows are checked in the background, and the run can be watched and left', async ({
  page,
  world,
}) => {
  const actor = await world.signInAs('marketing')
  await seedRow(actor, { name: 'Alder page', location: 'http://10.0.0.1/', newDestination: HANDLE })
  await seedRow(actor, { name: 'Birch sign', kind: 'signage', location: 'Store 2', newDestination: HANDLE })
  await page.goto('/entry-points?sort=name')
  for (const name of ['Alder page', 'Birch sign']) {
    await page
      .getByRole('row', { name: new RegExp(name) })
      .getByRole('checkbox')
      .check()
  }
  await page.getByRole('region', { name: 'Bulk changes' }).getByRole('button', { name: 'Check now' }).click()
  await expect(page.getByText('2 entry points will be checked in the background.', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Watch' }).click()
  await expect(page.getByRole('heading', { name: 'Chosen rows', level: 1 })).toBeVisible()
  await expect(page.getByText('done', { exact: true })).toBeVisible()
  const table = page.getByRole('table', { name: 'Entry points of this run' })
  await expect(table.getByRole('row', { name: /Alder page/ })).toContainText('could not verify')
  await expect(table.getByRole('row', { name: /Birch sign/ })).toContainText('left')
  await page.getByRole('link', { name: 'Checks', exact: true }).click()
  const runs = page.getByRole('table', { name: 'Runs of checks' })
  await expect(runs.getByRole('row', { name: /Chosen rows/ })).toContainText('done')
})

test('re-checks of the sheet and of a wave are switched on, and the choice stays', async ({ page, world }) => {
  await world.signInAs('operations')
  const { workspaceId } = world
  await writeTransaction((tx) => tx.wave.create({ data: { id: newId('wv'), workspaceId, number: 1, name: 'Pilot' } }))
  await page.goto('/entry-points/checks')
  await page.getByLabel('How often to check the whole sheet again').selectOption({ label: 'every day' })
  await expect(page.getByText('the whole sheet: every day.', { exact: true })).toBeVisible()
  await page.getByLabel('How often to check Wave 1 again').selectOption({ label: 'every 6 hours' })
  await expect(page.getByText('Wave 1: every 6 hours.', { exact: true })).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('How often to check the whole sheet again')).toHaveValue('24')
  const { page: other } = await world.person('viewer')
  await other.goto('/entry-points/checks')
  await expect(other.getByRole('row', { name: /the whole sheet/ })).toContainText('every day')
  await expect(other.getByRole('combobox')).toHaveCount(0)
  await expect(other.getByRole('button', { name: 'Check the whole sheet' })).toHaveCount(0)
})
