import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { afterTry, answerWords, isSignedBy, MOST_TRIES, signatureOf } from './rules'

const now = new Date('2026-11-26T10:00:00Z')
const body = '{"event":"test"}'

test('the signature covers the time and the body, and anybody with the secret can check it', () => {
  const header = signatureOf('whsec_a', body, now)
  const t = now.getTime() / 1000
  expect(header).toBe(`t=${t},v1=${createHmac('sha256', 'whsec_a').update(`${t}.${body}`).digest('hex')}`)
  expect(isSignedBy('whsec_a', { header, body, now })).toBe(true)
  expect(isSignedBy('whsec_b', { header, body, now })).toBe(false)
  expect(isSignedBy('whsec_a', { header, body: `${body} `, now })).toBe(false)
  expect(isSignedBy('whsec_a', { header, body, now: new Date(now.getTime() + 301_000) })).toBe(false)
  expect(isSignedBy('whsec_a', { header: header.replace('t=', 't=1'), body, now })).toBe(false)
  expect(isSignedBy('whsec_a', { header: 'v1=abc', body, now })).toBe(false)
})

test('a message is tried for about three days, ever less often, and not at an address that is gone', () => {
  const waits = Array.from({ length: MOST_TRIES - 1 }, (_, i) => afterTry(i + 1, { status: null, now }))
  expect(waits.every(({ state }) => state === 'waiting')).toBe(true)
  expect(waits[0]?.at.getTime()).toBe(now.getTime() + 15_000)
  const days = waits.reduce((sum, { at }) => sum + at.getTime() - now.getTime(), 0) / 86_400_000
  expect(days).toBeGreaterThan(2.5)
  expect(days).toBeLessThan(3.5)
  expect(afterTry(MOST_TRIES, { status: 500, now }).state).toBe('failed')
  expect(afterTry(1, { status: 410, now }).state).toBe('failed')
})

test('every answer that is no yes has a sentence', () => {
  for (const status of [301, 400, 401, 403, 404, 410, 429, 500, 503]) expect(answerWords(status)).toMatch(/\(\d+\)/)
})
