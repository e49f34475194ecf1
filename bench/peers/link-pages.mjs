/**
 * A site of many small pages for `link-checks`: the start page links to all of them, each has one link to WhatsApp. Says
 * at `/at-once` how many requests it answered at the same moment at most, and counts anew.
 */
import { createServer } from 'node:http'

const PAGES = Number(process.env.PAGES)
const filling = '<p>Plants, pots and everything for the garden.</p>'.repeat(12)
const page = Buffer.from(
  `<!doctype html><title>Larkmoss</title>${filling}<a href="https://wa.me/447700900118?text=Hello">Chat</a>`,
)
const links = Array.from({ length: PAGES }, (_, i) => `<a href="/p/${i}">Page ${i}</a>`).join('\n')
const start = Buffer.from(`<!doctype html><title>All pages</title>${links}`)

let now = 0
let most = 0

createServer((request, response) => {
  if (request.url === '/at-once') {
    response.end(String(most))
    most = 0
    return
  }
  now += 1
  most = Math.max(most, now)
  response.on('close', () => {
    now -= 1
  })
  const body = request.url === '/' ? start : page
  const head = { 'content-type': 'text/html; charset=utf-8', 'content-length': body.byteLength }
  response.writeHead(200, head).end(request.method === 'HEAD' ? undefined : body)
}).listen(Number(process.env.PORT), '127.0.0.1')
