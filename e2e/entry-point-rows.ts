import type { Locator, Page } from '@playwright/test'
import { createEntryPoint } from '@/lib/entry-points/create-entry-point'
import { createEntryPointSchema } from '@/lib/entry-points/schema'
import { writeTransaction } from '@/lib/server/db'
import type { MemberActor } from '@/lib/server/session-row'
import { newId } from '@/lib/shared/ids'

/** The old number and the new handle of the business in these tests. */
export const OLD = 'https://wa.me/442079460118'
export const HANDLE = 'https://wa.me/larkmoss'

type Given = { name: string } & Record<string, string>

/** A row of the sheet, as its author would add it. */
export async function seedRow(actor: MemberActor, given: Given): Promise<string> {
  const input = createEntryPointSchema.parse({ kind: 'website', risk: 'digital_easy', ...given })
  const made = await createEntryPoint(actor, input)
  if (!made.ok) throw new Error(made.code)
  return made.value.id
}

/** Several of them; the ids come in the same order. */
export async function seedRows(actor: MemberActor, rows: readonly Given[]): Promise<string[]> {
  const ids = []
  for (const row of rows) ids.push(await seedRow(actor, row))
  return ids
}

export async function seedWaves(workspaceId: string, numbers: number[]): Promise<void> {
  const data = numbers.map((number) => ({ id: newId('wv'), workspaceId, number, name: `Wave ${number}` }))
  await writeTransaction((tx) => tx.wave.createMany({ data }))
}

/** The cell of a row in a column, by the names a person reads. */
export function cell(page: Page, row: string, column: string): Locator {
  return page.getByRole('row', { name: new RegExp(row) }).locator(`[data-label="${column}"]`)
}

/** Chooses a cell and opens its editor with the keyboard, as somebody who works in the sheet does. */
export async function edit(page: Page, row: string, column: string): Promise<void> {
  await cell(page, row, column).click()
  await page.keyboard.press('Enter')
}
