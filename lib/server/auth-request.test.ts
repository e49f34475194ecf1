import { afterEach, describe, expect, test, vi } from 'vitest'

/** The module reads the environment once, so each setting gets a fresh copy of it. */
async function withEnv(values: Record<string, string>): Promise<typeof import('./auth-request')> {
  vi.resetModules()
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value)
  return import('./auth-request')
}

afterEach(() => vi.unstubAllEnvs())

describe('the address of a request', () => {
  const claimed = new Headers({
    'x-forwarded-for': '203.0.113.1, 198.51.100.2',
    'x-handrail-address': '::ffff:192.0.2.3',
  })

  test('is the socket’s, whatever the visitor writes', async () => {
    const { requestAddress } = await withEnv({ HANDRAIL_TRUST_PROXY: '0' })
    expect(requestAddress(claimed)).toBe('192.0.2.3')
    expect(requestAddress(new Headers())).toBe('unknown')
  })

  test('behind a declared proxy is what that proxy wrote last', async () => {
    const { requestAddress } = await withEnv({ HANDRAIL_TRUST_PROXY: '1' })
    expect(requestAddress(claimed)).toBe('198.51.100.2')
    expect(requestAddress(new Headers({ 'x-handrail-address': '192.0.2.3' }))).toBe('192.0.2.3')
    expect(requestAddress(new Headers({ 'x-forwarded-for': 'x'.repeat(5_000) }))).toHaveLength(64)
  })
})

describe('the way back after signing in', () => {
  test.each([
    ['/contacts?role=admin', '/contacts?role=admin'],
    ['/contacts#secret', '/contacts'],
    ['https://evil.example', '/overview'],
    ['//evil.example', '/overview'],
    ['/\\evil.example', '/overview'],
    ['/\t/evil.example', '/overview'],
    ['javascript:alert(1)', '/overview'],
    ['contacts', '/overview'],
    ['', '/overview'],
    [null, '/overview'],
  ])('%j leads to %s', async (given, expected) => {
    const { ownPath } = await withEnv({})
    expect(ownPath(given)).toBe(expected)
  })
})

describe('a change comes from one of our own pages', () => {
  test.each([
    ['http://handrail.test', true],
    ['http://handrail.test:8080', false],
    ['http://evil.example', false],
    ['null', false],
    [null, false],
    ['http://handrail.test.evil.example', false],
  ])('%s: %s', async (origin, own) => {
    const { isOwnOrigin } = await withEnv({ NEXTAUTH_URL: '' })
    const headers = new Headers({ host: 'handrail.test', ...(origin === null ? {} : { origin }) })
    expect(isOwnOrigin(headers)).toBe(own)
  })
})
