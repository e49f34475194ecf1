import { describe, expect, it } from 'vitest'
import { checkOrigin, type OriginFacts, type OriginVerdict } from './origin'

const PAGE: OriginFacts = {
  method: 'POST',
  path: '/contacts',
  host: 'rail.example.test:3000',
  origin: 'http://rail.example.test:3000',
  secFetchSite: 'same-origin',
  contentType: 'multipart/form-data; boundary=x',
  publicUrl: undefined,
}
const TOKEN: OriginFacts = {
  ...PAGE,
  path: '/api/v1/contacts/bulk',
  origin: undefined,
  secFetchSite: undefined,
  contentType: 'application/json',
}

function answer(facts: OriginFacts): string {
  const verdict: OriginVerdict = checkOrigin(facts)
  return verdict.kind === 'pass' ? 'pass' : `${verdict.status} ${verdict.code}`
}

describe('a request that changes something with the session cookie', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('passes from our own page (%s)', (method) => {
    expect(answer({ ...PAGE, method })).toBe('pass')
  })

  it.each([
    ['no origin', undefined],
    ['an empty origin', ''],
    ['a null origin', 'null'],
    ['a foreign site', 'https://evil.example'],
    ['another port', 'http://rail.example.test:3001'],
    ['a sub-domain', 'http://x.rail.example.test:3000'],
    ['our name as the start of theirs', 'http://rail.example.test:3000.evil.example'],
    ['our name as their user', 'http://rail.example.test:3000@evil.example'],
    ['an origin with a path', 'http://rail.example.test:3000/'],
    ['two origins', 'http://rail.example.test:3000, https://evil.example'],
    ['another scheme', 'file://rail.example.test:3000'],
    ['words', 'not an origin'],
  ])('is refused with %s, by every method', (_what, origin) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(answer({ ...PAGE, method, origin })).toBe('403 bad-origin')
    }
  })

  it('is refused when the browser itself says that another site sent it', () => {
    expect(answer({ ...PAGE, secFetchSite: 'cross-site' })).toBe('403 bad-origin')
  })

  it('is refused without a host to compare with', () => {
    expect(answer({ ...PAGE, host: undefined })).toBe('403 bad-origin')
  })

  it('compares hosts as addresses, not as text', () => {
    expect(answer({ ...PAGE, host: 'RAIL.example.test', origin: 'http://rail.example.test' })).toBe('pass')
    expect(answer({ ...PAGE, host: 'rail.example.test:443', origin: 'https://rail.example.test' })).toBe('pass')
    expect(answer({ ...PAGE, host: 'rail.example.test:80', origin: 'https://rail.example.test' })).toBe(
      '403 bad-origin',
    )
  })

  it('passes from the public address behind a reverse proxy, but not from its plain-HTTP twin', () => {
    const behind = { ...PAGE, host: '10.0.0.7:3000', publicUrl: 'https://rail.example.test/' }
    expect(answer({ ...behind, origin: 'https://rail.example.test' })).toBe('pass')
    const twin = { ...behind, host: 'rail.example.test' }
    expect(answer({ ...twin, origin: 'http://rail.example.test' })).toBe('403 bad-origin')
  })
})

describe('a request to the API, which never reads the cookie', () => {
  it('needs no origin; without a token it is the API that answers 401', () => {
    expect(answer(TOKEN)).toBe('pass')
    expect(answer({ ...TOKEN, method: 'PATCH' })).toBe('pass')
  })

  it.each(['https://evil.example', 'null', ''])('is refused with the origin "%s"', (origin) => {
    expect(answer({ ...TOKEN, origin })).toBe('403 bad-origin')
  })

  it.each([
    'text/plain',
    'text/plain;charset=UTF-8',
    'TEXT/PLAIN',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=b',
  ])('is refused as %s, which any page could send', (contentType) => {
    expect(answer({ ...TOKEN, contentType })).toBe('415 bad-content-type')
  })

  it.each(['application/json', 'application/json; charset=utf-8', 'application/x-ndjson', 'text/csv', undefined])(
    'passes as %s',
    (contentType) => {
      expect(answer({ ...TOKEN, contentType })).toBe('pass')
    },
  )
})

describe('methods', () => {
  it.each(['GET', 'HEAD', 'OPTIONS'])('%s changes nothing and passes from anywhere', (method) => {
    expect(answer({ ...PAGE, method, origin: 'https://evil.example' })).toBe('pass')
  })

  it.each(['TRACE', 'CONNECT', 'PROPFIND', 'post', ''])('%s is not known here', (method) => {
    expect(answer({ ...PAGE, method })).toBe('405 bad-method')
  })
})
