import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeServer } from './lifecycle'
import { type PagesProcess, startPagesProcess } from './pages-process'

let folder = ''
let pages: PagesProcess | undefined
let front: Server | undefined

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'handrail-pages-test-'))
})
afterEach(async () => {
  if (front) await closeServer(front, 0)
  await pages?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** A process that shows pages, whose handler is this. */
async function start(handler: string, onRestart = vi.fn()): Promise<{ port: number; socket: () => string }> {
  const file = path.join(folder, 'pages.mjs')
  const noted = path.join(folder, 'socket-path')
  writeFileSync(
    file,
    `import { rmSync, writeFileSync } from 'node:fs'
     import { createServer } from 'node:http'
     const at = process.argv[2]
     writeFileSync(${JSON.stringify(noted)}, at)
     rmSync(at, { force: true })
     const handler = ${handler}
     const server = createServer({ keepAliveTimeout: 0 }, handler)
     server.listen(at, () => process.send({ kind: 'ready' }))
     process.on('message', ({ kind }) => kind === 'stop' && process.exit(0))
     process.on('disconnect', () => process.exit(0))`,
  )
  const started = startPagesProcess({ script: file, onRestart })
  pages = started
  front = createServer((incoming, response) => {
    response.setHeader('Content-Security-Policy', 'of the front')
    response.setHeader('X-Front', 'kept')
    started.page(incoming, response).catch(() => response.writeHead(500).end('failed'))
  }).listen(0, '127.0.0.1')
  await once(front, 'listening')
  await started.loaded
  return { port: (front.address() as AddressInfo).port, socket: () => readFileSync(noted, 'utf8') }
}

type Sent = { method?: string; headers?: Record<string, string>; body?: string | Buffer; path?: string }
type Reply = { status: number; headers: IncomingMessage['headers']; text: string }

function send(port: number, { method, headers, body, path: url = '/' }: Sent = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sending = request({ host: '127.0.0.1', port, path: url, method, headers }, async (response) => {
      let text = ''
      try {
        for await (const chunk of response) text += String(chunk)
      } catch (error) {
        reject(error)
      }
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
    })
    sending.on('error', reject)
    sending.end(body)
  })
}

const ECHO = `async (request, response) => {
  let size = 0
  for await (const chunk of request) size += chunk.length
  response.writeHead(201, { 'Set-Cookie': ['a=1', 'b=2'], 'Content-Security-Policy': 'of the page' })
  response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, size }))
}`

describe('a request behind the front', () => {
  it('arrives with method, address, headers and body, and its answer with status and headers', async () => {
    const { port } = await start(ECHO)
    const body = Buffer.alloc(5_000_000, 'x')
    const sent = {
      method: 'PUT',
      path: '/a?b=%20c',
      headers: { cookie: 'k=v', 'x-handrail-address': '203.0.113.9' },
      body,
    }
    const { status, headers, text } = await send(port, sent)
    expect(status).toBe(201)
    expect(headers['set-cookie']).toEqual(['a=1', 'b=2'])
    expect(headers['content-security-policy']).toBe('of the page')
    expect(headers['x-front']).toBe('kept')
    const seen = JSON.parse(text)
    expect(seen).toMatchObject({ method: 'PUT', url: '/a?b=%20c', size: body.length })
    expect(seen.headers).toMatchObject({
      cookie: 'k=v',
      'x-handrail-address': '203.0.113.9',
      host: `127.0.0.1:${port}`,
    })
  })

  it('keeps HEAD and 304 without a body, and DELETE with one', async () => {
    const { port } = await start(`async (request, response) => {
      if (request.method === 'HEAD') return response.writeHead(200, { 'Content-Length': 7 }).end()
      if (request.method === 'GET') return response.writeHead(304).end()
      let text = ''
      for await (const chunk of request) text += chunk
      response.end(text)
    }`)
    expect((await send(port, { method: 'HEAD' })).headers['content-length']).toBe('7')
    expect((await send(port)).status).toBe(304)
    const chunked = { method: 'DELETE', headers: { 'transfer-encoding': 'chunked' }, body: 'reason' }
    expect((await send(port, chunked)).text).toBe('reason')
  })

  it('passes a stream on while it is written, and ends it for a reader who left', async () => {
    const gone = path.join(folder, 'gone')
    const { port } = await start(`async (request, response) => {
      const { writeFileSync } = await import('node:fs')
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write('data: 1\\n\\n')
      response.on('close', () => writeFileSync(${JSON.stringify(gone)}, 'gone'))
    }`)
    const reading = request({ host: '127.0.0.1', port, path: '/' }).end()
    const [response] = (await once(reading, 'response')) as [IncomingMessage]
    const [first] = await once(response, 'data')
    expect(String(first)).toBe('data: 1\n\n')
    reading.destroy()
    await expect.poll(() => existsSync(gone), { timeout: 5_000 }).toBe(true)
  })

  it('an answer that breaks off breaks off for the reader too, and the next request is served', async () => {
    const { port } = await start(`(request, response) => {
      if (request.url === '/') return response.end('fine')
      response.writeHead(200, { 'Content-Length': 100 })
      response.write('half', () => response.destroy())
    }`)
    await expect(send(port, { path: '/broken' })).rejects.toThrow()
    expect((await send(port)).text).toBe('fine')
  })
})

describe('a process that ends', () => {
  it('is started again, and requests wait for it', async () => {
    const onRestart = vi.fn()
    const { port } = await start(
      `(request, response) => (request.url === '/die' ? process.kill(process.pid, 'SIGKILL') : response.end('fine'))`,
      onRestart,
    )
    expect(await send(port, { path: '/die' })).toMatchObject({ status: 500, text: 'failed' })
    await expect.poll(() => onRestart.mock.calls.length, { timeout: 5_000 }).toBe(1)
    expect((await send(port)).text).toBe('fine')
    const families = await pages?.metrics()
    expect(families?.find(({ name }) => name === 'handrail_pages_restarts')?.samples[0]?.value).toBe(1)
  })

  it('leaves no socket behind once it was stopped', async () => {
    const { socket } = await start(ECHO)
    expect(existsSync(socket())).toBe(true)
    await pages?.stop()
    expect(existsSync(socket())).toBe(false)
  })

  it('says so when it never could show a page', async () => {
    const file = path.join(folder, 'pages.mjs')
    writeFileSync(file, 'process.exit(1)')
    pages = startPagesProcess({ script: file, onRestart: () => undefined })
    await expect(pages.loaded).rejects.toThrow('their process ended')
  })
})
