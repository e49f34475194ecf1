import { writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { cell, HANDLE, OLD, seedRows, seedWaves } from './entry-point-rows'
import { axeEverywhere, expect, test } from './fixtures'

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

/** A run over the whole sheet whose only row drifted. */
async function seedRun(workspaceId: string, entryPointId: string): Promise<string> {
  const batchId = newId('imp')
  await writeTransaction(async (tx) => {
    const mapping = { kind: 'sheet' }
    await tx.batch.create({
      data: { id: batchId, workspaceId, kind: 'entry-points-check', state: 'done', mapping, total: 1 },
    })
    const before = { testResult: 'right' }
    const row = { id: newId('row'), workspaceId, batchId, row: 1, result: 'wrong', subjectId: entryPointId, before }
    await tx.batchRow.create({ data: { ...row, message: 'old number: It reaches +44 20 7946 0118.' } })
  })
  return batchId
}

test('every page of the room is accessible, wide and on a phone, in both themes', async ({ page, world }) => {
  test.slow()
  const actor = await world.signInAs('admin')
  await seedWaves(world.workspaceId, [1])
  const [receipt = '', help = ''] = await seedRows(actor, [
    { name: 'Till receipt', kind: 'qr_code', risk: 'printed', newDestination: 'wa.me/larkmoss', wave: '1' },
    { name: 'Help page', location: 'http://10.0.0.1/', newDestination: HANDLE },
    { name: 'Checkout', risk: 'digital_critical', updateDate: '2026-01-05' },
  ])
  await seedCheck(world.workspaceId, help)
  const run = await seedRun(world.workspaceId, help)
  for (const part of [
    '',
    `?open=${receipt}`,
    `/${receipt}`,
    `/${help}`,
    '/new',
    '/import',
    '/batches',
    '/print',
    '/checks',
    `/checks/${run}`,
    `/checks/${run}?show=drifted`,
    '/links',
    `/links?kind=handle&target=larkmoss&text=Hello&row=${help}`,
    '/links?target=12',
  ]) {
    await page.goto(`/entry-points${part}`)
    await expect(page.getByRole('heading').first()).toBeVisible()
    if (part === `/${help}`) await page.getByText('What was found').click()
    await axeEverywhere(page)
  }
})

test('at phone width a row is a card, and its cells are edited there', async ({ page, world }) => {
  const actor = await world.signInAs('marketing')
  await seedRows(actor, [{ name: 'Shop window' }])
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/entry-points')
  await cell(page, 'Shop window', 'New destination').click()
  await page.getByRole('textbox', { name: 'New destination of Shop window' }).fill('wa.me/larkmoss')
  await page.keyboard.press('Enter')
  await expect(cell(page, 'Shop window', 'New destination')).toHaveText('wa.me/larkmoss')
  await page.getByRole('link', { name: 'Shop window' }).click()
  await expect(page.getByRole('complementary', { name: 'Shop window' })).toBeVisible()
  await page.getByRole('link', { name: 'Back to the list' }).click()
  await expect(page.getByRole('complementary')).toHaveCount(0)
})
