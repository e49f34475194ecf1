import { createServer, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { invertedCode, paleCode, photographedCode, pngCode, rotatedCode, svgCode } from './pictures'

/**
 * A small web site with an entry point of every kind: link forms, redirects and short links, codes in pictures, and
 * pages that do not let themselves be read. `set` puts a page of the test's own there; requests are counted.
 */
export type LinkSite = {
  port: number
  at: (path: string) => string
  set: (path: string, html: string) => void
  /** A page that is answered only when the test says so; `asked` resolves when somebody waits for it. */
  hold: (path: string, html: string) => { asked: Promise<void>; release: () => void }
  requests: () => string[]
  /** The most requests that were being answered at the same moment. */
  mostAtOnce: () => number
  stop: () => Promise<void>
}

export const SITE_NUMBER = '447700900118'
export const SITE_LINK = `https://wa.me/${SITE_NUMBER}`

type Handler = (response: ServerResponse) => void | Promise<void>

const page = (body: string): Handler => {
  return (response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(`<!doctype html><title>Larkmoss</title>${body}`)
  }
}
const redirect =
  (location: string, status = 302): Handler =>
  (response) =>
    void response.writeHead(status, { location }).end()
const status =
  (code: number): Handler =>
  (response) =>
    void response.writeHead(code, { 'content-type': 'text/html' }).end('<p>No</p>')
const picture = (type: string, make: () => Promise<Buffer> | Buffer): Handler => {
  let made: Promise<Buffer> | undefined
  return async (response) => {
    made ??= Promise.resolve(make())
    response.writeHead(200, { 'content-type': type }).end(await made)
  }
}

const LINK_FORMS: Record<string, string> = {
  href: `<a href="${SITE_LINK}">Chat</a>`,
  'href-text': `<a href="${SITE_LINK}?text=Hello%20there">Chat</a>`,
  handle: '<a href="https://wa.me/larkmoss">Chat</a>',
  message: '<a href="https://wa.me/message/ABCDEF123456">Chat</a>',
  'qr-link': '<a href="https://wa.me/qr/ABCDEF123456">Chat</a>',
  unofficial: '<a href="https://wa.me/u/larkmoss">Chat</a>',
  api: `<a href="https://api.whatsapp.com/send?phone=${SITE_NUMBER}">Chat</a>`,
  web: `<a href="https://web.whatsapp.com/send?phone=${SITE_NUMBER}">Chat</a>`,
  app: `<a href="whatsapp://send?phone=${SITE_NUMBER}">Chat</a>`,
  onclick: `<button onclick="window.open('${SITE_LINK}')">Chat</button>`,
  data: `<div data-chat="${SITE_LINK}"></div>`,
  'json-ld': `<script type="application/ld+json">{"url":"https:\\/\\/wa.me\\/${SITE_NUMBER}"}</script>`,
  words: `<p>Write to wa.me/${SITE_NUMBER}.</p>`,
  iframe: `<iframe src="${SITE_LINK}"></iframe>`,
  refresh: `<meta http-equiv="refresh" content="0; url=${SITE_LINK}">`,
  share: '<a href="https://wa.me/?text=Look">Share</a>',
}

const PICTURES: Record<string, Handler> = {
  '/qr.png': picture('image/png', () => pngCode(SITE_LINK)),
  '/qr.svg': picture('image/svg+xml', () => svgCode(SITE_LINK)),
  '/turned.png': picture('image/png', () => rotatedCode(SITE_LINK, 31)),
  '/pale.jpg': picture('image/jpeg', () => paleCode(SITE_LINK)),
  '/inverted.png': picture('image/png', () => invertedCode(SITE_LINK)),
  '/photo.jpg': picture('image/jpeg', () => photographedCode(SITE_LINK)),
  '/not-a-picture.png': picture('image/png', () => Buffer.from('hello')),
}

function routes(at: (path: string) => string): Record<string, Handler> {
  const pictures = Object.keys(PICTURES).map((path) => [`/with${path}`, page(`<img src="${path}" alt="Scan me">`)])
  const forms = Object.entries(LINK_FORMS).map(([name, html]) => [`/form/${name}`, page(html)])
  return {
    ...PICTURES,
    ...Object.fromEntries(pictures),
    ...Object.fromEntries(forms),
    '/go': redirect('/go/2'),
    '/go/2': redirect(`https://api.whatsapp.com/send/?phone=${SITE_NUMBER}&type=phone_number`, 301),
    '/go-app': redirect(`whatsapp://send?phone=${SITE_NUMBER}`),
    '/go-elsewhere': redirect('/plain'),
    '/go-refresh': page('<meta http-equiv="refresh" content="1; url=/go">'),
    '/refresh-loop': page('<meta http-equiv="refresh" content="1; url=/refresh-loop">'),
    '/with-short-link': page('<a href="/go" class="btn whatsapp">Write to us</a><a href="/go-elsewhere">About</a>'),
    '/dynamic-code.png': picture('image/png', () => pngCode(at('/go'))),
    '/with/dynamic-code': page('<img src="/dynamic-code.png">'),
    '/with/drawing': page(svgCode(SITE_LINK).toString()),
    '/with/data': async (response) => {
      const data = (await pngCode(SITE_LINK)).toString('base64')
      await page(`<img src="data:image/png;base64,${data}">`)(response)
    },
    '/plain': page('<p>We sell plants.</p>'),
    '/scripted': page('<div id="root"></div><script src="/app.js"></script>'),
    '/forbidden': status(403),
    '/too-many': status(429),
    '/gone': status(404),
    '/broken': status(500),
    '/file.pdf': picture('application/pdf', () => Buffer.from('%PDF-1.7')),
    '/list.json': picture('application/json', () => Buffer.from(JSON.stringify({ chat: SITE_LINK }))),
    '/slow': () => undefined,
  }
}

/** On a port of its own, or on the one that a server under test was told to allow. */
export async function startLinkSite(wanted = 0): Promise<LinkSite> {
  const asked: string[] = []
  const sockets = new Set<Socket>()
  let open = 0
  let most = 0
  let known: Record<string, Handler> = {}
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push(path)
    open += 1
    most = Math.max(most, open)
    response.once('close', () => {
      open -= 1
    })
    const handle = known[path] ?? status(404)
    // The answer takes a moment, so that requests at the same time are seen to be.
    setTimeout(() => void handle(response), 2)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const at = (path: string) => `http://127.0.0.1:${port}${path}`
  known = routes(at)
  return {
    port,
    at,
    set(path, html) {
      known[path] = page(html)
    },
    hold(path, html) {
      let release: () => void = () => undefined
      const released = new Promise<void>((resolve) => {
        release = resolve
      })
      const seen = new Promise<void>((resolve) => {
        known[path] = async (response) => {
          resolve()
          await released
          await page(html)(response)
        }
      })
      return { asked: seen, release }
    },
    requests: () => [...asked],
    mostAtOnce: () => most,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
