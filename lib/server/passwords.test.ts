import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './passwords'

test('a password is kept as argon2id and known again', async () => {
  const kept = await hashPassword('three brown otters')
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword(kept, 'three brown otters')).toBe(true)
  expect(await verifyPassword(kept, 'three brown otter')).toBe(false)
})

test('an account without a password is never opened by one, and costs the same work', async () => {
  expect(await verifyPassword(null, 'a password that nobody has')).toBe(false)
  expect(await verifyPassword(undefined, '')).toBe(false)
})

test('a password of a megabyte is refused without hashing it', async () => {
  const kept = await hashPassword('three brown otters')
  const started = performance.now()
  expect(await verifyPassword(kept, 'x'.repeat(1_000_000))).toBe(false)
  expect(performance.now() - started).toBeLessThan(50)
})
