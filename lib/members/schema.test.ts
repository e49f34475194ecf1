import { expect, test } from 'vitest'
import { firstAdminSchema, isZone, passwordSchema, rolesSchema } from './schema'

test.each(['short', 'aaaaaaaaaaaaaaaa', 'x'.repeat(201)])('%s is not accepted as a new password', (value) => {
  expect(passwordSchema.safeParse(value).success).toBe(false)
})

test('a passphrase is accepted as it is, spaces and all', () => {
  expect(passwordSchema.parse(' three brown otters ')).toBe(' three brown otters ')
})

test('roles are told once each', () => {
  expect(rolesSchema.parse(['viewer', 'viewer'])).toEqual(['viewer'])
  expect(rolesSchema.safeParse([]).success).toBe(false)
})

test('zones are those that exist', () => {
  expect(isZone('Asia/Dubai')).toBe(true)
  expect(isZone('Asia/Nowhere')).toBe(false)
})

test('a list of addresses cannot be the first admin', () => {
  const given = { workspaceName: 'Fernhollow', zone: 'Europe/London', name: 'Ada', password: 'three brown otters' }
  expect(firstAdminSchema.safeParse({ ...given, email: 'a@example.test,b@example.test' }).success).toBe(false)
  expect(firstAdminSchema.parse({ ...given, email: 'Ada@Example.test' }).email).toBe('ada@example.test')
})
