import type { Page } from '@playwright/test'
import { openAllGates } from '@/lib/calendar/testing/world'
import { pngCode } from '@/lib/entry-points/testing/pictures'
import { db, writeTransaction } from '@/lib/server/db'
import { addDays, dayAt } from '@/lib/shared/zone-time'
import { HANDLE } from './entry-point-rows'
import { expect, test } from './fixtures'

const ZONE = 'Europe/London'
const today = (): string => dayAt(new Date(), ZONE)
const localAt = (day: string, clock: string): string => `${day}T${clock}`

/** What a check writes once it found the new destination: the room of checks has its own tests. */
async function checkedRight(ids: readonly string[]): Promise<void> {
  await writeTransaction((tx) =>
    tx.entryPoint.updateMany({
      where: { id: { in: [...ids] } },
      data: { testResult: 'right', testedAt: new Date(), version: { increment: 1 } },
    }),
  )
}

/** The step of a wave with its confirmation. A click that comes before the page listens is made again. */
async function take(page: Page, step: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await expect(async () => {
    await page.getByRole('button', { name: step, exact: true }).click()
    await expect(dialog).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await dialog.getByRole('button', { name: step, exact: true }).click()
  await expect(dialog).toBeHidden()
}

async function planWave(page: Page, plan: { name: string; owner: string; from: string; to: string; after?: string }) {
  await page.getByRole('button', { name: 'Plan a wave' }).click()
  const dialog = page.getByRole('dialog', { name: 'Plan a wave' })
  await dialog.getByLabel('Name').fill(plan.name)
  await dialog.getByLabel('Owner').selectOption({ label: plan.owner })
  await dialog.getByLabel('Window opens').fill(plan.from)
  await dialog.getByLabel('Window closes').fill(plan.to)
  if (plan.after) await dialog.getByLabel('Comes after').selectOption({ label: plan.after })
  await dialog.getByRole('button', { name: 'Plan the wave' }).click()
  await expect(dialog).toBeHidden()
}

const HEAD = 'Name;Kind;Location;Current destination;New destination;Risk;Owner;Update date;Wave;Rollback path'
const NUMBER = 'wa.me/442079460118'

/** 500 rows as they come from three teams: four for the waves, help pages for the rest, and three that cannot be read. */
function messySheet(): string {
  const moved = [
    `Home page;website;larkmoss.example;;${HANDLE};digital_easy;Somebody;2026-12-01;1;`,
    `Till code;qr_code;Store 4, till;;${HANDLE};digital_easy;Somebody;2026-12-01;1;`,
    `Window poster;signage;Store 4, window;${NUMBER};${HANDLE};printed;Somebody;2026-12-01;2;`,
    `Shop map;website;larkmoss.example/map;${NUMBER};${HANDLE};digital_easy;Somebody;2026-12-01;2;Publish the saved copy.`,
  ]
  const broken = [
    `Bio;social_profile;;;${HANDLE};digital_easy;;31/02/2026;;`,
    `;ad;;;${HANDLE};paid;;2026-12-02;;`,
    `Van;signage;Fleet;;${HANDLE};printed;;2026-13-01;;`,
  ]
  const rest = Array.from({ length: 493 }, (_, i) => `Help page ${i + 1};help_page;/help/${i + 1};;${HANDLE};;;;;`)
  return [HEAD, ...moved, ...rest.slice(0, 200), ...broken, ...rest.slice(200)].join('\r\n')
}

async function upload(page: Page, text: string): Promise<void> {
  await page.goto('/entry-points/import')
  const file = { name: 'sheet.csv', mimeType: 'text/csv', buffer: Buffer.from(text) }
  await page.getByLabel('CSV or Excel file').setInputFiles(file)
}

/** The sheet comes in; what was refused is downloaded, repaired and brought in as well. */
async function importSheet(page: Page): Promise<void> {
  await upload(page, messySheet())
  await expect(page.getByText('500 rows in the file:')).toBeVisible()
  await page.getByRole('button', { name: 'Import 497 rows' }).click()
  await expect(page.getByRole('heading', { name: 'The import is done' })).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download the rows that were refused' }).click()
  const refused = (await (await (await download).createReadStream()).toArray()).join('')
  const repaired = refused.replace('31/02/2026', '2026-12-03').replace('2026-13-01', '2026-12-03')
  await upload(page, nameTheAd(repaired))
  await expect(page.getByText('3 rows in the file:')).toBeVisible()
  await page.getByRole('button', { name: 'Import 3 rows' }).click()
  await expect(page.getByRole('heading', { name: 'The import is done' })).toBeVisible()
}

/** The row without a name begins with an empty cell, whatever the separator. */
function nameTheAd(text: string): string {
  return text.replace(/^([;,])ad\1/m, 'Spring ad$1ad$1')
}

/** Somebody scans what hangs at the till, and the code decides. */
async function scanned(page: Page, id: string): Promise<void> {
  await page.goto(`/entry-points/${id}`)
  await page.getByRole('button', { name: 'Attest' }).click()
  const dialog = page.getByRole('dialog')
  const photo = { name: 'till.png', mimeType: 'image/png', buffer: await pngCode(HANDLE) }
  await dialog.getByLabel('Choose a picture').setInputFiles(photo)
  await dialog.getByRole('button', { name: 'Attest' }).click()
  await expect(dialog).toBeHidden()
}

test('@postgres a sheet of 500 rows is imported, two waves are planned, released, verified and announced, and one is rolled back, each step by the role that owns it', async ({
  page: operations,
  world,
}) => {
  test.setTimeout(300_000)
  const odo = await world.signInAs('operations', { name: 'Odo Marsh' })
  const { page: marketing } = await world.person('marketing', { name: 'Mara Quill' })
  const { page: approver } = await world.person('approver', { name: 'Ines Vale' })
  const { page: viewer } = await world.person('viewer')
  const { workspaceId } = world

  // Operations plans two waves, the second after the first.
  await operations.goto('/calendar/waves')
  const [day, later] = [today(), addDays(today(), 9)]
  await planWave(operations, {
    name: 'Website',
    owner: odo.name,
    from: localAt(addDays(day, -1), '09:00'),
    to: localAt(addDays(day, 2), '17:00'),
  })
  await planWave(operations, {
    name: 'Posters',
    owner: odo.name,
    from: localAt(addDays(day, -1), '18:00'),
    to: localAt(later, '17:00'),
    after: 'Wave 1 · Website',
  })
  await expect(operations.getByRole('row', { name: /Wave 2 · Posters/ })).toContainText('Wave 1 · Website')
  const waves = await db.wave.findMany({ where: { workspaceId }, orderBy: { number: 'asc' } })
  const [first = '', second = ''] = waves.map(({ id }) => id)

  // Marketing brings in the sheet of 500 rows and repairs what was refused.
  await importSheet(marketing)
  expect(await db.entryPoint.count({ where: { workspaceId } })).toBe(500)
  const idOf = async (name: string) => (await db.entryPoint.findFirstOrThrow({ where: { workspaceId, name } })).id
  const web = [await idOf('Home page'), await idOf('Till code')]
  const print = [await idOf('Window poster'), await idOf('Shop map')]
  await marketing.setViewportSize({ width: 390, height: 844 })

  // It cannot go out while gates are closed; each is named with its owner.
  await operations.goto(`/calendar/waves/${first}`)
  await take(operations, 'Mark as ready')
  await expect(operations.getByRole('button', { name: 'Release', exact: true })).toBeDisabled()
  await expect(operations.getByRole('main')).toContainText('Nothing has been signed off yet.')
  await expect(operations.getByRole('button', { name: 'Release past closed gates' })).toHaveCount(0)

  // An approver lets it out, with a reason that everybody reads.
  await approver.goto(`/calendar/waves/${first}`)
  await approver.getByRole('button', { name: 'Release past closed gates' }).click()
  const override = approver.getByRole('dialog', { name: /^Release Wave 1 · Website although/ })
  await override.getByRole('button', { name: 'Release it' }).click()
  await expect(override).toContainText('Say why in a few words')
  await override.getByLabel('Why it goes out all the same').fill('Pilot agreed with the board, two extra agents')
  await override.getByRole('button', { name: 'Release it' }).click()
  await expect(override).toBeHidden()
  await viewer.goto(`/calendar/waves/${first}`)
  await expect(viewer.getByText('Ines Vale released it although')).toBeVisible()
  await expect(viewer.getByText('“Pilot agreed with the board, two extra agents”').first()).toBeVisible()
  await expect(viewer.getByRole('button', { name: 'Moved: Home page' })).toHaveCount(0)

  // Marketing changes the rows, on a phone; without evidence a tick is refused.
  await marketing.goto(`/calendar/waves/${first}`)
  await marketing.getByRole('button', { name: 'Moved: Home page' }).click()
  const tick = marketing.getByRole('dialog', { name: 'Moved to the new destination' })
  await tick.getByRole('button', { name: 'Tick as moved' }).click()
  await expect(tick).toContainText('Say what you changed on “Home page”')
  await tick.getByLabel('What you changed, and where it shows').fill('Published, seen on the start page')
  await tick.getByRole('button', { name: 'Tick as moved' }).click()
  await expect(tick).toBeHidden()
  await expect(marketing.getByRole('button', { name: 'Moved: Home page' })).toHaveCount(0)
  // What she ticked appears where operations looks, without a reload.
  await operations.goto(`/calendar/waves/${first}`)
  await expect(operations.getByText('1 entry point left to move.')).toBeVisible()
  await marketing.getByRole('checkbox', { name: 'Choose Till code' }).check()
  await marketing.getByRole('button', { name: 'Moved', exact: true }).last().click()
  await tick.getByLabel('What you changed, and where it shows').fill('Template published')
  await tick.getByRole('button', { name: 'Tick as moved' }).click()
  await expect(operations.getByRole('button', { name: 'Begin verifying' })).toBeEnabled()

  // Nobody announces before every entry point was clicked or scanned.
  await take(operations, 'Begin verifying')
  await expect(operations.getByRole('button', { name: 'Announce completion' })).toBeDisabled()
  await expect(operations.getByText('2 entry points left to click or scan.')).toBeVisible()
  await checkedRight(web.slice(0, 1))
  await scanned(marketing, web[1] ?? '')
  expect(await db.entryPoint.findUnique({ where: { id: web[1] ?? '' } })).toMatchObject({ testResult: 'right' })
  await operations.reload()
  await take(operations, 'Announce completion')
  await expect(operations.getByText('done', { exact: true }).first()).toBeVisible()

  // The second wave goes out through open gates, and is rolled back along its paths.
  await openAllGates(workspaceId)
  await operations.goto(`/calendar/waves/${second}`)
  await take(operations, 'Mark as ready')
  await take(operations, 'Release')
  const both = await Promise.all(print.map((id) => db.entryPoint.findUniqueOrThrow({ where: { id } })))
  await writeTransaction((tx) =>
    tx.entryPoint.updateMany({
      where: { id: { in: both.map(({ id }) => id) } },
      data: { moveState: 'moved', movedAt: new Date(), version: { increment: 1 } },
    }),
  )
  await operations.reload()
  await operations.getByRole('button', { name: 'Roll back', exact: true }).click()
  const back = operations.getByRole('dialog', { name: 'Roll back Wave 2 · Posters' })
  await back.getByLabel('What went wrong').fill('Replies land in the wrong inbox')
  await back.getByRole('button', { name: 'Begin rolling back' }).click()
  await expect(operations.getByText('It is being rolled back.')).toBeVisible()
  await expect(operations.getByRole('button', { name: 'Finish the roll-back' })).toBeDisabled()
  await operations.getByRole('button', { name: 'Put back: Shop map' }).click()
  await operations.getByRole('dialog').getByRole('button', { name: 'Tick as put back' }).click()
  await operations.getByRole('button', { name: 'Cannot be: Window poster' }).click()
  const cannot = operations.getByRole('dialog', { name: 'Cannot be put back' })
  await cannot.getByRole('button', { name: 'Write it down' }).click()
  await expect(cannot).toContainText('Say why')
  await cannot.getByLabel('Why not, and what customers meet instead').fill('40 posters hang in the stores')
  await cannot.getByRole('button', { name: 'Write it down' }).click()
  await expect(cannot).toBeHidden()
  await take(operations, 'Finish the roll-back')
  await expect(operations.getByText('It was rolled back.')).toBeVisible()
  const ended = await db.wave.findUniqueOrThrow({ where: { id: second } })
  expect(ended.state).toBe('rolled_back')
})
