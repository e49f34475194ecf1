import { createServer, type LookupFunction, type Server } from 'node:net'
import { Agent } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sentenceFor } from '@/lib/shared/sentences'
import { createOutsideFetch, type OutsideAnswer, type OutsideOptions } from './safe-fetch'
import { readAllowance } from './safe-fetch-address'
import { createFetchGate } from './safe-fetch-gate'
import { FORBIDDEN_ADDRESSES } from './testing/address-spellings'
import { type HostileSite, startHostileSite } from './testing/hostile-site'

/** Stands where a guard that fails would let requests go: on the loopback address, counting who comes. */
let listener: Server
let listenerPort = 0
let visitors = 0
let site: HostileSite

beforeAll(async () => {
  listener = createServer((socket) => {
    visitors += 1
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const address = listener.address()
  listenerPort = typeof address === 'object' && address ? address.port : 0
  site = await startHostileSite(`http://127.0.0.1:${listenerPort}/`)
})

afterAll(async () => {
  listener.close()
  await site.stop()
})

function fetcher(given: Partial<OutsideOptions> = {}) {
  return createOutsideFetch({
    allow: readAllowance([]),
    gate: createFetchGate({ perHost: 500, total: 500 }),
    ports: new Set([80, 443, listenerPort]),
    ...given,
  })
}

const fromSite = () => fetcher({ allow: readAllowance([`127.0.0.1:${site.port}`]) })

function codeOf(answer: OutsideAnswer): string {
  return answer.kind === 'failed' ? answer.failure.code : answer.kind
}

/** In a block of IPv6 that nobody was given: it counts as public, and a connection to it fails without leaving home. */
const NOBODYS = '2d00::1'

describe('the guard', () => {
  it(`refuses ${FORBIDDEN_ADDRESSES.length} spellings of forbidden addresses, and connects to none`, async () => {
    expect(FORBIDDEN_ADDRESSES.length).toBeGreaterThanOrEqual(150)
    const outside = fetcher({ resolve: async () => ['127.0.0.1'] })
    const before = visitors
    for (const url of FORBIDDEN_ADDRESSES) {
      // Also on the port somebody listens on, where the address leaves room for one.
      const onListener = url.replace(/^(https?:\/\/[^/?#@\\:]+)(\/.*)?$/i, `$1:${listenerPort}$2`)
      for (const spelling of new Set([url, onListener])) {
        const answer = await outside(spelling)
        expect([spelling, answer.kind]).toEqual([spelling, 'failed'])
        if (answer.kind !== 'failed') continue
        expect(sentenceFor(answer.failure.code, answer.failure.details)).not.toContain('could not be done')
        expect([spelling, answer.failure.code]).not.toEqual([spelling, 'fetch-unreachable'])
      }
    }
    expect(visitors).toBe(before)
  })

  /** What a name server under somebody else's control may say, call after call. */
  const LIES: ((call: number) => string[])[] = [
    () => ['127.0.0.1'],
    (call) => (call === 1 ? [NOBODYS] : ['127.0.0.1']),
    (call) => (call % 2 === 1 ? ['127.0.0.1'] : [NOBODYS]),
    () => [NOBODYS, '127.0.0.1'],
    () => ['127.0.0.1', NOBODYS],
    () => ['::ffff:127.0.0.1'],
    () => ['::127.0.0.1', NOBODYS],
    (call) => (call < 3 ? [NOBODYS] : [NOBODYS, '127.0.0.1']),
    () => ['0.0.0.0'],
    () => ['::1', '127.0.0.1'],
  ]

  function lyingResolver() {
    const calls = new Map<string, number>()
    return async (host: string) => {
      const call = (calls.get(host) ?? 0) + 1
      calls.set(host, call)
      const lie = LIES[Number(/\d+/.exec(host)?.[0] ?? 0) % LIES.length]
      return lie?.(call) ?? []
    }
  }

  it('1,000 tries of DNS rebinding reach nobody', async () => {
    const outside = fetcher({ resolve: lyingResolver(), connectMs: 100 })
    const before = visitors
    const tries = Array.from({ length: 250 }, (_, n) => `http://rebind${n}.example:${listenerPort}/`)
    // Each name is asked for four times: the lie may come with any of the look-ups.
    for (let round = 0; round < 4; round += 1) {
      const answers = await Promise.all(tries.map((url) => outside(url)))
      expect(answers.filter((answer) => answer.kind !== 'failed')).toEqual([])
    }
    expect(visitors).toBe(before)
  }, 30_000)

  it('without it the same names do reach the listener, so the test can fail', async () => {
    const lookup: LookupFunction = (_host, { all }, callback) =>
      all ? callback(null, [{ address: '127.0.0.1', family: 4 }]) : callback(null, '127.0.0.1', 4)
    const open = new Agent({ connect: { lookup } })
    const before = visitors
    const answer = await fetcher({ dispatcher: open })(`http://rebind0.example:${listenerPort}/`)
    expect(answer.kind).toBe('answered')
    expect(visitors).toBe(before + 1)
    await open.close()
  })

  it('pins a name: a second look-up never happens while the first answer holds', async () => {
    let calls = 0
    const outside = fetcher({
      resolve: async () => {
        calls += 1
        return [NOBODYS]
      },
      connectMs: 200,
    })
    await Promise.all([1, 2, 3].map(() => outside('http://pinned.example/')))
    expect(calls).toBe(1)
  })

  it('an unknown name says so', async () => {
    const unknown = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
    const outside = fetcher({ resolve: () => Promise.reject(unknown) })
    expect(codeOf(await outside('https://nobody.example/'))).toBe('fetch-name-unknown')
  })
})

describe('redirects', () => {
  it('are followed by hand and told hop by hop', async () => {
    const answer = await fromSite()(site.at('/hop/3'))
    expect(answer).toMatchObject({ kind: 'answered', head: { status: 200 } })
    expect(answer.hops.map((hop) => [new URL(hop.url).pathname, hop.status])).toEqual([
      ['/hop/3', 302],
      ['/hop/2', 302],
      ['/hop/1', 302],
      ['/hop/0', 200],
    ])
  })

  it('end after ten', async () => {
    expect(codeOf(await fromSite()(site.at('/hop/10')))).toBe('answered')
    expect(codeOf(await fromSite()(site.at('/hop/11')))).toBe('fetch-too-many-redirects')
    const loop = await fromSite()(site.at('/loop'))
    expect(codeOf(loop)).toBe('fetch-too-many-redirects')
    expect(loop.hops).toHaveLength(11)
  })

  it.each([
    ['/to-private', 'fetch-not-public'],
    ['/to-private-late', 'fetch-not-public'],
    ['/to-metadata', 'fetch-not-public'],
    ['/to-decimal', 'fetch-not-public'],
    ['/to-file', 'fetch-scheme'],
    ['/to-userinfo', 'fetch-userinfo'],
    ['/to-port', 'fetch-port'],
    ['/to-nowhere', 'fetch-redirect-broken'],
    ['/to-nonsense', 'fetch-redirect-broken'],
  ])('%s: %s', async (path, code) => {
    const before = visitors
    const answer = await fromSite()(site.at(path))
    expect(codeOf(answer)).toBe(code)
    expect(visitors).toBe(before)
  })

  it('stop where the caller wants them to, without a request', async () => {
    const answer = await fromSite()(site.at('/to-whatsapp'), { stopAt: (url) => url.startsWith('https://wa.me/') })
    expect(answer).toMatchObject({ kind: 'stopped', url: 'https://wa.me/447700900118' })
    expect(answer.hops.map((hop) => hop.status)).toEqual([302, null])
  })
})

describe('servers that mean no good', () => {
  it.each([
    ['/silent', 'fetch-timeout'],
    ['/drip-headers', 'fetch-timeout'],
    ['/drip-body', 'fetch-timeout'],
    ['/drip-redirect', 'fetch-timeout'],
    ['/endless', 'fetch-too-large'],
    ['/big-announced', 'fetch-too-large'],
    ['/bomb-gzip', 'fetch-too-large'],
    ['/bomb-br', 'fetch-too-large'],
    ['/bomb-deflate', 'fetch-too-large'],
    ['/packed-twice', 'fetch-bad-answer'],
    ['/packed-strangely', 'fetch-bad-answer'],
    ['/packed-damaged', 'fetch-bad-answer'],
    ['/header-flood', 'fetch-bad-answer'],
    ['/no-http', 'fetch-bad-answer'],
    ['/cut-short', 'fetch-unreachable'],
    ['/hang-up', 'fetch-unreachable'],
  ])('%s: %s', async (path, code) => {
    const answer = await fromSite()(site.at(path), { wholeMs: 400, onBody: () => () => undefined })
    expect(codeOf(answer)).toBe(code)
    if (answer.kind === 'failed') expect(sentenceFor(code, answer.failure.details)).toContain('127.0.0.1')
  })

  it('cost no memory: 40 bombs of 200 MB one after the other, 8 at a time', async () => {
    const outside = fromSite()
    const bomb = () => outside(site.at('/bomb-gzip'), { onBody: () => () => undefined })
    await bomb()
    const before = process.memoryUsage().rss
    for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 8 }, bomb))
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1_048_576)
  })

  it('an unreachable host and a caller that gives up are told apart', async () => {
    const allow = readAllowance(['127.0.0.1:1'])
    expect(codeOf(await fetcher({ allow })('http://127.0.0.1:1/'))).toBe('fetch-unreachable')
    const gone = AbortSignal.abort()
    expect(codeOf(await fromSite()(site.at('/silent'), { signal: gone }))).toBe('fetch-cancelled')
  })
})

describe('what is asked for', () => {
  it('arrives unpacked, in pieces, with its type', async () => {
    for (const path of ['/page', '/page-gzip', '/page-br', '/page-deflate']) {
      const chunks: Buffer[] = []
      const answer = await fromSite()(site.at(path), {
        onBody: (head) => (head.type.startsWith('text/html') ? (chunk) => chunks.push(chunk) : undefined),
      })
      expect([path, answer.kind, Buffer.concat(chunks).toString()]).toEqual([path, 'answered', '<p>Hello</p>'])
    }
  })

  it('a POST is sent once and its redirect is an answer', async () => {
    const answer = await fromSite()(site.at('/hop/2'), { method: 'POST', body: '{}' })
    expect(answer).toMatchObject({ kind: 'answered', head: { status: 302 } })
    expect(answer.hops).toHaveLength(1)
  })
})
