import { describe, expect, test } from 'vitest'
import { callbackAddress, callbackProblem } from './callback-rules'
import { healthOf } from './connection-rules'
import { dueBefore, nextPurge } from './retention-rules'
import { endOfLife } from './token-lives'
import { endsSoon, tokenState } from './token-rules'

describe('the callback address', () => {
  test('is the public address, whatever path it was opened at', () => {
    expect(callbackAddress('https://handrail.example.com', 'k1')).toBe(
      'https://handrail.example.com/webhooks/whatsapp/k1',
    )
    expect(callbackAddress('http://127.0.0.1:3900', 'k1')).toBe('http://127.0.0.1:3900/webhooks/whatsapp/k1')
  })

  test.each([
    'http://localhost:3000',
    'https://localhost',
    'http://127.0.0.1:3900',
    'https://10.1.2.3',
    'https://172.16.0.9',
    'https://192.168.1.20',
    'https://100.64.0.1',
    'https://169.254.1.1',
    'https://[::1]:3000',
    'https://[fd12::1]',
    'https://handrail',
    'https://handrail.local',
    'https://handrail.internal',
  ])('Meta cannot reach %s', (base) => expect(callbackProblem(base)).toBe('not-public'))

  test.each(['http://handrail.example.com', 'http://203.0.113.9:8080'])('Meta refuses %s', (base) =>
    expect(callbackProblem(base)).toBe('not-https'),
  )

  test.each(['https://handrail.example.com', 'https://203.0.113.9', 'https://172.32.0.1', 'https://[2001:db8::1]'])(
    'nothing is wrong with %s',
    (base) => expect(callbackProblem(base)).toBeNull(),
  )
})

describe('how a connection stands', () => {
  const at = new Date('2026-11-23T12:00:00Z')
  const facts = { state: 'active', secretReadable: true, verifiedAt: null, lastDeliveryAt: null }

  test.each([
    ['waiting', facts],
    ['verified', { ...facts, verifiedAt: at }],
    ['receiving', { ...facts, lastDeliveryAt: at }],
    ['receiving', { ...facts, verifiedAt: at, lastDeliveryAt: at }],
    ['secret-unusable', { ...facts, secretReadable: false, lastDeliveryAt: at }],
    ['paused', { ...facts, state: 'paused', secretReadable: false }],
    ['paused', { ...facts, state: 'something newer' }],
  ])('%s', (health, given) => expect(healthOf(given)).toBe(health))
})

describe('retention', () => {
  test('counts whole days back', () => {
    expect(dueBefore(30, new Date('2026-03-31T12:00:00Z'))).toEqual(new Date('2026-03-01T12:00:00Z'))
  })

  test.each([
    ['2026-11-23T12:00:00Z', '2026-11-23T12:07:00Z'],
    ['2026-11-23T12:06:59.999Z', '2026-11-23T12:07:00Z'],
    ['2026-11-23T12:07:00Z', '2026-11-23T13:07:00Z'],
    ['2026-12-31T23:40:00Z', '2027-01-01T00:07:00Z'],
  ])('after %s the worker purges at %s', (now, next) => expect(nextPurge(new Date(now))).toEqual(new Date(next)))

  test('a token lives as many days as chosen', () => {
    expect(endOfLife('7', new Date('2026-11-23T12:00:00Z'))).toEqual(new Date('2026-11-30T12:00:00Z'))
    expect(endOfLife('never', new Date())).toBeNull()
  })
})

describe('an API token', () => {
  const now = new Date('2026-11-23T12:00:00Z')
  const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)

  test.each([
    ['live', { revokedAt: null, expiresAt: null }],
    ['live', { revokedAt: null, expiresAt: inDays(1) }],
    ['expired', { revokedAt: null, expiresAt: now }],
    ['revoked', { revokedAt: now, expiresAt: inDays(1) }],
    ['revoked', { revokedAt: now, expiresAt: inDays(-1) }],
  ])('is %s', (state, dates) => expect(tokenState(dates, now)).toBe(state))

  test('ends soon in its last week only', () => {
    const live = (expiresAt: Date | null) => endsSoon({ revokedAt: null, expiresAt }, now)
    expect([live(null), live(inDays(8)), live(inDays(6)), live(inDays(-1))]).toEqual([false, false, true, false])
    expect(endsSoon({ revokedAt: now, expiresAt: inDays(6) }, now)).toBe(false)
  })
})
