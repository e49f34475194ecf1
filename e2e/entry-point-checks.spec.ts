import { type LinkSite, SITE_LINK, startLinkSite } from '@/lib/entry-points/testing/link-site'
import { db, writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { HANDLE, OLD, seedRow, sidewaysPixels } from './entry-point-rows'
import { axeInBothThemes, expect, test } from './fixtures'

/**
 * The server under test may fetch from one port of this machine (scripts/test-suites.ts), where the first tests serve a
 * small site; everything else inside the network is refused by its guard.
 */
/** A check as the worker would have stored it. */
async function seedCheck(workspaceId: string, entryPointId: string): Promise<void> {
  const found = [
    {
      ...{ kind: 'number', target: '+442079460118', url: 'https://bit.ly/lark', place: 'href of a', text: 'Hello' },
      problem: null,
      hops: [
        { url: 'https://bit.ly/lark', status: 301 },
        { url: OLD, status: null },
      ],
    },
  ]
  await writeTransaction(async (tx) => {
    await tx.entryPointCheck.create({
      data: {
        ...{ id: newId('chk'), workspaceId, entryPointId, method: 'fetch', verdict: 'wrong', found },
        hops: [{ url: 'https://larkmoss.example/help', status: 200 }],
        expected: HANDLE,
        message: 'old number: It reaches +44 20 7946 0118 (href of a) and not https://wa.me/larkmoss.',
        checkedAt: new Date(),
      },
    })
    await tx.entryPoint.update({
      where: { id: entryPointId },
      data: { testResult: 'wrong', testMessage: 'old number: It reaches +44 20 7946 0118.', testedAt: new Date() },
    })
  })
}

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

for (const width of [1440, 390]) {
  test(`checks and runs are accessible at ${width} px in both themes`, async ({ page, world }) => {
    const actor = await world.signInAs('admin')
    const { workspaceId } = world
    const id = await seedRow(actor, { name: 'Help page', location: 'http://10.0.0.1/', newDestination: HANDLE })
    await seedCheck(workspaceId, id)
    const batchId = newId('imp')
    await writeTransaction(async (tx) => {
      await tx.batch.create({
        data: {
          id: batchId,
          workspaceId,
          kind: 'entry-points-check',
          state: 'done',
          mapping: { kind: 'sheet' },
          total: 1,
        },
      })
      const before = { testResult: 'right' }
      const row = { id: newId('row'), workspaceId, batchId, row: 1, result: 'wrong', subjectId: id, before }
      await tx.batchRow.create({ data: { ...row, message: 'old number: It reaches +44 20 7946 0118.' } })
    })
    await page.setViewportSize({ width, height: 900 })
    for (const path of [
      `/entry-points/${id}`,
      '/entry-points/checks',
      `/entry-points/checks/${batchId}`,
      `/entry-points/checks/${batchId}?show=drifted`,
    ]) {
      await page.goto(path)
      await expect(page.getByRole('heading').first()).toBeVisible()
      const evidence = page.getByText('What was found')
      if (path === `/entry-points/${id}`) await evidence.click()
      await axeInBothThemes(page)
      expect(await sidewaysPixels(page), `${path} scrolls sideways`).toBe(0)
    }
  })
}
