import { expect, test } from 'vitest'
import { isBusy } from './api-busy'

function withCode(code: string, message = 'something failed', cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { code })
}

test('locks, full pools and databases that go away are worth another try', () => {
  for (const code of [
    'SQLITE_BUSY',
    'SQLITE_BUSY_SNAPSHOT',
    'SQLITE_FULL',
    'P1008',
    'P2024',
    'P2028',
    'P2034',
    '40001',
    '08006',
    '57P01',
  ])
    expect(isBusy(withCode(code))).toBe(true)
  expect(isBusy(new Error('outer', { cause: withCode('40P01') }))).toBe(true)
  expect(isBusy(withCode('ECONNREFUSED'))).toBe(true)
})

test('everything else is a bug', () => {
  for (const error of [
    withCode('P2002'),
    withCode('SQLITE_CONSTRAINT_UNIQUE'),
    new TypeError('x'),
    'SQLITE_BUSY',
    null,
  ])
    expect(isBusy(error)).toBe(false)
})
