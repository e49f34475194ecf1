import { once } from 'node:events'
import { type IncomingMessage, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createFront, type Front } from './front'
import { closeServer, listen } from './lifecycle'

let server: Server | undefined

afterEach(async () => {
  if (server) await closeServer(server, 0)
})

type Seen = { path: string | undefined; address: string | undefined }

async function start(parts: Partial<Front> = {}): Promise<{ port: number; seen: Seen[] }> {
  const seen: Seen[] = []
  const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join() : value)
  server = createFront({
    health: () => false,
    page(incoming, response) {
      seen.push({
        path: one(incoming.headers['x-handrail-path']),
        address: one(incoming.headers['x-handrail-address']),
      })
      response.end('page')
    },
    publicUrl: undefined,
    trustProxy: false,
    onError: (error) => expect.unreachable(String(error)),
    ...parts,
  })
  return { port: await listen(server, 0, '127.0.0.1'), seen }
}

type Reply = { status: number; headers: IncomingMessage['headers']; text: string }

function send(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sending = request({ host: '127.0.0.1', port, path, ...options }, async (response) => {
      let text = ''
      for await (const chunk of response) text += String(chunk)
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
    })
    sending.on('error', reject)
    sending.end()
  })
}

describe('the order of things', () => {
  it('gives webhooks their handler before anything else looks at the request', async () => {
    const page = vi.fn()
    const { port } = await start({
      webhook: (_request, response, path) => {
        response.end(`webhook ${path}`)
        return true
      },
      page,
    })
    // No origin: a webhook is authenticated by its signature.
    expect((await send(port, '/webhooks/whatsapp/key?x=1', { method: 'POST' })).text).toBe(
      'webhook /webhooks/whatsapp/key',
    )
    expect(page).not.toHaveBeenCalled()
  })

  it('serves pages to the browser, and says so when this process has none', async () => {
    const { port } = await start()
    expect(await send(port, '/contacts')).toMatchObject({ status: 200, text: 'page' })
    if (server) await closeServer(server, 0)
    const receiverOnly = await start({ page: undefined })
    expect((await send(receiverOnly.port, '/contacts')).status).toBe(404)
  })
})

describe('a request that changes something', () => {
  it.each([
    ['no origin', {}],
    ['a null origin', { origin: 'null' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
  ])('with %s never reaches a page', async (_what, headers) => {
    const { port, seen } = await start()
    const answer = await send(port, '/members', { method: 'POST', headers })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('did not come from Handrail')
    expect(seen).toEqual([])
  })

  it('reaches it from our own address', async () => {
    const { port, seen } = await start()
    const headers = { origin: `http://127.0.0.1:${port}` }
    expect((await send(port, '/members', { method: 'POST', headers })).status).toBe(200)
    expect(seen).toHaveLength(1)
  })

  it('is refused as JSON when it went to the API', async () => {
    const { port } = await start()
    const answer = await send(port, '/api/v1/contacts/bulk', {
      method: 'POST',
      headers: { authorization: 'Bearer x', 'content-type': 'text/plain' },
    })
    expect(answer.status).toBe(415)
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'bad-content-type' } })
  })

  it('believes a forwarded host only from a declared proxy', async () => {
    const headers = { origin: 'https://rail.example.test', 'x-forwarded-host': 'rail.example.test' }
    const plain = await start()
    expect((await send(plain.port, '/members', { method: 'POST', headers })).status).toBe(403)
    if (server) await closeServer(server, 0)
    const proxied = await start({ trustProxy: true })
    expect((await send(proxied.port, '/members', { method: 'POST', headers })).status).toBe(200)
  })
})

describe('every answer', () => {
  it('carries the security headers, refusals too', async () => {
    const { port } = await start({ publicUrl: 'https://rail.example.test' })
    for (const options of [{}, { method: 'POST' }]) {
      const { headers } = await send(port, '/contacts', options)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'strict-transport-security': 'max-age=31536000',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      })
    }
  })

  it('tells pages the real path and address, whatever the client wrote there', async () => {
    const { port, seen } = await start()
    const headers = { 'x-handrail-path': '/elsewhere', 'x-handrail-address': '203.0.113.9' }
    await send(port, '/contacts?q=ash', { headers })
    expect(seen).toEqual([{ path: '/contacts?q=ash', address: '127.0.0.1' }])
  })
})

describe('a client that does not get on', () => {
  it('is answered 500 and logged when a page throws, without the error text', async () => {
    const onError = vi.fn()
    const { port } = await start({ page: () => Promise.reject(new Error('secret detail')), onError })
    const answer = await send(port, '/contacts')
    expect(answer.status).toBe(500)
    expect(answer.text).not.toContain('secret detail')
    expect(onError).toHaveBeenCalledOnce()
  })

  it('cannot hold a connection with headers that never end', async () => {
    await start()
    if (!server) throw new Error('The server was started.')
    // The same mechanism with a shorter wait: the limits themselves are constants.
    server.headersTimeout = 300
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write('GET / HTTP/1.1\r\nHost: rail.example.test\r\nX-Slow: ')
    const drip = setInterval(() => socket.write('a'), 50)
    await once(socket.resume(), 'close')
    clearInterval(drip)
    expect(server.headersTimeout).toBeLessThanOrEqual(10_000)
  }, 10_000)

  it.each([
    [
      'a body of two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['two hosts', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nBroken\r\n\r\n'],
    ['no HTTP at all', '\u0016\u0003\u0001 hello\r\n\r\n'],
  ])('gets 400 for %s', async (_what, bytes) => {
    const { port } = await start()
    const socket = connect(port, '127.0.0.1')
    socket.write(bytes)
    const [first] = await once(socket, 'data')
    expect(String(first)).toMatch(/^HTTP\/1\.1 400/)
    socket.destroy()
  })
})
