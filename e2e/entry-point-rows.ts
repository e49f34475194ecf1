import type { Page } from '@playwright/test'
import { createEntryPoint } from '@/lib/entry-points/create-entry-point'
import { createEntryPointSchema } from '@/lib/entry-points/schema'
import type { MemberActor } from '@/lib/server/session-row'

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

/** How far the page can be moved sideways, which should be not at all. */
export function sidewaysPixels(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
