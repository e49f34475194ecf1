import { createEntryPoint } from '@/lib/entry-points/create-entry-point'
import { createEntryPointSchema } from '@/lib/entry-points/schema'
import type { MemberActor } from '@/lib/server/session-row'
import { axeEverywhere, expect, test } from './fixtures'

async function seedRow(actor: MemberActor, name: string): Promise<string> {
  const made = await createEntryPoint(
    actor,
    createEntryPointSchema.parse({ kind: 'website', risk: 'digital_easy', name }),
  )
  if (!made.ok) throw new Error(made.code)
  return made.value.id
}

test('somebody is mentioned on a row, hears of it, answers, and the author changes and deletes', async ({
  page,
  world,
}) => {
  const mara = await world.signInAs('marketing', { name: 'Mara Quill' })
  const id = await seedRow(mara, 'Till receipt')
  const odo = await world.person('support_lead', { name: 'Odo Marsh' })
  await page.goto(`/entry-points?open=${id}`)
  const thread = page.getByRole('region', { name: 'Comments' })
  await thread.getByRole('button', { name: 'Add comment' }).click()
  await expect(thread.getByText('Write something first.')).toBeVisible()
  await thread.getByRole('textbox', { name: 'Comment' }).fill('<b>Is this reprinted?</b>')
  await thread.getByRole('button', { name: 'Mention' }).click()
  await page.getByRole('menuitem', { name: 'Odo Marsh' }).click()
  await thread.getByRole('button', { name: 'Add comment' }).click()
  await expect(thread.getByText('<b>Is this reprinted?</b> @Odo Marsh')).toBeVisible()
  await expect(thread.getByRole('textbox', { name: 'Comment' })).toHaveValue('')

  await odo.page.goto('/overview')
  await odo.page.getByRole('button', { name: /Waiting for you/ }).click()
  await odo.page.getByRole('link', { name: /Comments that mention you/ }).click()
  const his = odo.page.getByRole('region', { name: 'Comments' })
  await his.getByRole('textbox', { name: 'Comment' }).fill('In March, @Mara Quill.')
  await his.getByRole('button', { name: 'Add comment' }).click()
  await expect(his.getByText('In March, @Mara Quill.')).toBeVisible()
  await his.getByRole('button', { name: 'Seen' }).click()
  await expect(his.getByText('1 mention of you')).toHaveCount(0)

  await page.reload()
  await expect(thread.getByText('1 mention of you')).toBeVisible()
  const own = thread.getByRole('listitem').filter({ hasText: 'Mara Quill' }).first()
  await own.getByRole('button', { name: 'Edit' }).click()
  await own.getByRole('textbox', { name: 'Change the comment' }).fill('Is it reprinted in spring?')
  await own.getByRole('button', { name: 'Save comment' }).click()
  await expect(thread.getByText('Is it reprinted in spring?')).toBeVisible()
  await axeEverywhere(page)
  await thread.getByRole('listitem').first().getByRole('button', { name: 'Delete' }).click()
  await expect(thread.getByText('deleted this comment.')).toBeVisible()
  await expect(thread.getByText('Is it reprinted in spring?')).toHaveCount(0)
})

test('a viewer reads what was said and cannot answer', async ({ page, world }) => {
  const mara = await world.member('marketing')
  const id = await seedRow(mara, 'Home page')
  await world.signInAs('viewer')
  await page.goto(`/entry-points/${id}`)
  const thread = page.getByRole('region', { name: 'Comments' })
  await expect(thread.getByText('Nobody has said anything yet.')).toBeVisible()
  await expect(thread.getByRole('textbox')).toHaveCount(0)
})
