import { expect, type Page } from '@playwright/test'
import { db, writeTransaction } from '@/lib/server/db'
import { hashPassword } from '@/lib/server/passwords'
import type { MemberActor } from '@/lib/server/session-row'

export const PASSWORD = 'three brown otters'
let kept: Promise<string> | undefined

/** Gives a seeded member a password; returns the address to type. */
export async function givePassword(actor: MemberActor): Promise<string> {
  kept ??= hashPassword(PASSWORD)
  const passwordHash = await kept
  await writeTransaction((tx) => tx.user.update({ where: { id: actor.userId }, data: { passwordHash } }))
  return (await db.user.findUniqueOrThrow({ where: { id: actor.userId } })).email
}

/** Fills the sign-in form that is open and sends it. */
export async function fillSignIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Signs out in the menu with the person's name. A click that comes before the page listens is made again. */
export async function signOutInMenu(page: Page, name: string): Promise<void> {
  const leave = page.getByRole('menuitem', { name: 'Sign out' })
  await expect(async () => {
    await page.getByRole('button', { name: `${name}, your menu` }).click()
    await expect(leave).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await leave.click()
}
