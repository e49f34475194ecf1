import { expect, test } from 'vitest'
import { db, writeTransaction } from '@/lib/server/db'
import { seedWorkspace } from '@/lib/server/testing/seed'
import { newId } from '@/lib/shared/ids'
import { userOfProfile } from './oidc'
import { person } from './testing/people'

const ISSUER = 'https://id.example.test'

async function member() {
  const actor = await person(await seedWorkspace(), 'marketing')
  return db.user.findUniqueOrThrow({ where: { id: actor.userId } })
}

test('an address the provider verified finds its user once, and the subject does from then on', async () => {
  const user = await member()
  const sub = newId('id')
  const profile = { iss: ISSUER, sub, email: user.email.toUpperCase(), email_verified: true }
  expect(await userOfProfile(profile)).toEqual({ ok: true, value: { userId: user.id } })
  const later = { iss: ISSUER, sub, email: 'moved-elsewhere@example.test', email_verified: false }
  expect(await userOfProfile(later)).toEqual({ ok: true, value: { userId: user.id } })
})

test('an address that is not verified, or somebody unknown, opens nothing and makes nobody', async () => {
  const user = await member()
  const before = await db.user.count()
  const unverified = { iss: ISSUER, sub: newId('id'), email: user.email }
  expect(await userOfProfile(unverified)).toEqual({ ok: false, code: 'oidc-unverified' })
  const textual = { ...unverified, email_verified: 'true' as unknown as boolean }
  expect(await userOfProfile(textual)).toEqual({ ok: false, code: 'oidc-unverified' })
  const unknown = { iss: ISSUER, sub: newId('id'), email: 'nobody@example.test', email_verified: true }
  expect(await userOfProfile(unknown)).toEqual({ ok: false, code: 'oidc-unknown' })
  expect(await userOfProfile({ iss: ISSUER, email: user.email, email_verified: true })).toMatchObject({ ok: false })
  expect(await db.user.count()).toBe(before)
})

test('an account that belongs to one subject is not handed to another by its address', async () => {
  const user = await member()
  const first = { iss: ISSUER, sub: newId('id'), email: user.email, email_verified: true }
  expect(await userOfProfile(first)).toMatchObject({ ok: true })
  expect(await userOfProfile({ ...first, sub: newId('id') })).toEqual({ ok: false, code: 'oidc-unknown' })
  expect(await userOfProfile({ ...first, iss: 'https://other.example.test' })).toEqual({
    ok: false,
    code: 'oidc-unknown',
  })
})

test.each([
  ['a Cyrillic letter', (email: string) => email.replace('e', '\u0435')],
  ['the Kelvin sign', (email: string) => email.replace('k', '\u212a')],
  ['a list', (email: string) => `${email},x@example.test`],
])('a verified address with %s is nobody’s', async (_name, change) => {
  const user = await member()
  await writeTransaction((tx) =>
    tx.user.update({ where: { id: user.id }, data: { email: `k${user.email}`, emailKey: `k${user.email}` } }),
  )
  const email = change(`k${user.email}`)
  expect(await userOfProfile({ iss: ISSUER, sub: newId('id'), email, email_verified: true })).toEqual({
    ok: false,
    code: 'oidc-unknown',
  })
})
