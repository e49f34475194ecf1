import { seedEntryPoint } from '@/lib/entry-points/testing/sheet'
import { axeEverywhere, expect, test } from './fixtures'

const FILE = [
  'system,depends_how,what_breaks,state',
  'Ticket inbox,Finds tickets by phone,No history,planned',
  'Order bot,Asks for the phone,,open',
  'Order bot,Twice,,open',
].join('\n')

test('@postgres an input is complete only with evidence, and two people who edit it see both versions', async ({
  page,
  world,
}) => {
  await world.signInAs('operations', { name: 'Odo Marsh' })
  const other = await world.person('developer', { name: 'Noor Bell' })
  await page.goto('/inputs')
  await expect(page.getByText('0 of 7 inputs are complete. 7 without an owner.')).toBeVisible()
  const change = { name: 'Change Business numbers and their portfolio' }
  await page.getByRole('button', change).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('State').selectOption('complete')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText(/Complete means that somebody else can see it/)).toBeVisible()

  await other.page.goto('/inputs')
  await other.page.getByRole('button', change).click()
  await other.page.getByLabel('Evidence').fill('List of 3 March')
  await other.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(other.page.getByRole('dialog')).toBeHidden()

  await dialog.getByLabel('Owner').selectOption({ label: 'Odo Marsh' })
  await dialog.getByLabel('Evidence').fill('Compared with WhatsApp Manager')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('changed while you were editing')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Save these choices' }).click()
  await expect(page.getByText('1 of 7 inputs are complete. 6 without an owner.')).toBeVisible()
  await expect(page.getByText('Compared with WhatsApp Manager')).toBeVisible()
  await axeEverywhere(page)
})

test('a register is imported, edited, filtered, exported, and the import undone', async ({ page, world }) => {
  await world.signInAs('developer', { name: 'Noor Bell' })
  await page.goto('/inputs/systems')
  await expect(page.getByText('Nothing is on the register yet.')).toBeVisible()
  await page.getByRole('link', { name: 'Import' }).click()
  const csv = { name: 'systems.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) }
  await page.getByLabel('CSV file').setInputFiles(csv)
  await expect(page.getByText('3 rows: 2 to add, 0 to change, 0 as they are, 1 refused.')).toBeVisible()
  await expect(page.getByText('“Order bot” is in this file more than once.')).toBeVisible()
  await axeEverywhere(page)
  await page.getByRole('button', { name: 'Import 2 systems' }).click()
  await expect(page.getByText('2 systems added, 0 changed.', { exact: true })).toBeVisible()

  await page.goto('/inputs/systems')
  await page.getByRole('link', { name: 'Order bot' }).click()
  const panel = page.getByRole('complementary', { name: 'Order bot' })
  await panel.getByRole('button', { name: 'Change' }).click()
  await page.getByLabel('What replaces it').fill('Ask by CRM id')
  await page.getByRole('dialog').getByLabel('State').selectOption('planned')
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(panel.getByText('Ask by CRM id')).toBeVisible()
  await axeEverywhere(page)
  await page.goto('/inputs/systems?lacks=replacement')
  await expect(page.getByRole('link', { name: 'Ticket inbox' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Order bot' })).toBeHidden()

  await page.goto('/inputs/systems/import')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(
    page.getByText('1 system gone, 0 systems put back. Changed since, and kept: Order bot.', { exact: true }),
  ).toBeVisible()
})

test('gaps of ownership are seen and filled, and everything a person owns is handed over', async ({ page, world }) => {
  const admin = await world.signInAs('admin', { name: 'Marta Ash' })
  const juno = await world.person('marketing', { name: 'Juno Vale' })
  await world.person('marketing', { name: 'Imani Croft' })
  await seedEntryPoint(admin, { name: 'Till receipt', owner: juno.actor.memberId })
  await page.goto('/inputs/ownership')
  await expect(page.getByText('20 of 20 parts have a gap.', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Change Ads' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Owns it').selectOption({ label: 'Juno Vale' })
  await dialog.getByLabel('Signs it').selectOption({ label: 'Marta Ash' })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('19 of 20 parts have a gap.', { exact: true })).toBeVisible()
  await axeEverywhere(page)

  await page.getByRole('link', { name: 'Hand over everything they own' }).click()
  await page.getByLabel('Member', { exact: true }).selectOption({ label: 'Juno Vale' })
  await expect(page.getByRole('row', { name: 'entry point 1' })).toBeVisible()
  await page.getByLabel('Goes to').selectOption({ label: 'Imani Croft' })
  await page.getByRole('button', { name: 'Hand over to Imani Croft' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click()
  await expect(page.getByText('Juno Vale owns nothing at the moment.')).toBeVisible()
  await axeEverywhere(page)
  await page.goto('/inputs/ownership')
  await expect(page.getByRole('row', { name: /Ads Imani Croft/ })).toBeVisible()
})
