import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib'

/** A site that does everything a server can do to whoever fetches from it. */
export type HostileSite = { port: number; at: (path: string) => string; stop: () => Promise<void> }

const MEGABYTE = 1_048_576
const PAGE = Buffer.from('<p>Hello</p>')

/** 200 MB of zeros in 200 kB: one packed megabyte over and over, which gzip allows. */
const gzipBomb = Buffer.concat(Array.from({ length: 200 }, () => gzipSync(Buffer.alloc(MEGABYTE))))
const deflateBomb = deflateSync(Buffer.alloc(50 * MEGABYTE), { level: 1 })
const brotliBomb = brotliCompressSync(Buffer.alloc(50 * MEGABYTE), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
})

type Handler = (response: ServerResponse, socket: Socket) => void

/** Sends a piece over and over until the other side has had enough. */
function keepSending(send: () => boolean | undefined, socket: Socket, everyMs: number): void {
  const timer = setInterval(() => send(), everyMs)
  socket.once('close', () => clearInterval(timer))
}

function flood(response: ServerResponse): void {
  const piece = Buffer.alloc(65_536, 'a')
  const more = () => {
    while (!response.destroyed && response.write(piece));
  }
  response.on('drain', more)
  more()
}

function redirect(location: string): Handler {
  return (response) => response.writeHead(302, { location }).end('moved')
}

function packed(packing: string, body: Buffer): Handler {
  return (response) => response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': packing }).end(body)
}

function handlers(privateUrl: string): Record<string, Handler> {
  return {
    '/page': (response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE),
    '/page-gzip': packed('gzip', gzipSync(PAGE)),
    '/page-br': packed('br', brotliCompressSync(PAGE)),
    '/page-deflate': packed('deflate', deflateSync(PAGE)),
    '/loop': redirect('/loop'),
    '/to-private': redirect(privateUrl),
    '/to-private-late': redirect('/to-private'),
    '/to-metadata': redirect('http://169.254.169.254/latest/meta-data/'),
    '/to-decimal': redirect(`http://2130706433:${new URL(privateUrl).port}/`),
    '/to-file': redirect('file:///etc/passwd'),
    '/to-userinfo': redirect('http://user:secret@example.com/'),
    '/to-port': redirect('http://example.com:6379/'),
    '/to-nowhere': (response) => response.writeHead(302).end(),
    '/to-nonsense': redirect('http://[not-an-address/'),
    '/to-whatsapp': redirect('https://wa.me/447700900118'),
    '/silent': () => undefined,
    '/drip-headers': (_response, socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      keepSending(() => socket.write('x-drip: 1\r\n'), socket, 20)
    },
    '/drip-body': (response, socket) => {
      response.writeHead(200, { 'content-type': 'text/html' }).flushHeaders()
      keepSending(() => response.write('.'), socket, 20)
    },
    '/drip-redirect': (response, socket) => {
      response.writeHead(302, { location: '/page' }).flushHeaders()
      keepSending(() => response.write('.'), socket, 20)
    },
    '/endless': (response) => {
      response.writeHead(200, { 'content-type': 'text/html' })
      flood(response)
    },
    '/big-announced': (response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'content-length': String(4 * 1024 ** 3) })
      flood(response)
    },
    '/bomb-gzip': packed('gzip', gzipBomb),
    '/bomb-br': packed('br', brotliBomb),
    '/bomb-deflate': packed('deflate', deflateBomb),
    '/packed-twice': packed('gzip, gzip', gzipSync(gzipSync(PAGE))),
    '/packed-strangely': packed('zstd', PAGE),
    '/packed-damaged': packed('gzip', PAGE),
    '/header-flood': (_response, socket) => {
      socket.write(`HTTP/1.1 200 OK\r\n${'x-flood: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(20_000)}`)
    },
    '/no-http': (_response, socket) => socket.end('220 mail.example ESMTP\r\n'),
    '/cut-short': (_response, socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nhalf'),
    '/hang-up': (_response, socket) => socket.destroy(),
  }
}

/** `/hop/3` redirects to `/hop/2` and so on; `/hop/0` is a page. */
function hop(path: string): Handler | undefined {
  const left = Number(/^\/hop\/(\d+)$/.exec(path)?.[1] ?? Number.NaN)
  if (Number.isNaN(left)) return undefined
  return left === 0 ? (response) => response.end('arrived') : redirect(`/hop/${left - 1}`)
}

export async function startHostileSite(privateUrl: string): Promise<HostileSite> {
  const known = handlers(privateUrl)
  const server = createServer((request: IncomingMessage, response) => {
    const path = request.url ?? '/'
    const handle = known[path] ?? hop(path)
    if (handle) handle(response, request.socket)
    else response.writeHead(404).end()
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    at: (path) => `http://127.0.0.1:${port}${path}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
