/**
 * What `receive` is compared with, as bare as it can be: `group` commits everything of one turn of the event loop
 * together, `single` commits each request by itself. Both check the signature and answer after the commit; neither keeps
 * anything but the body.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import Database from 'better-sqlite3'

const { PORT, PEER_MODE, PEER_DB, PEER_SECRET } = process.env
const db = new Database(PEER_DB)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec('CREATE TABLE IF NOT EXISTS d (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL)')
const insert = db.prepare('INSERT INTO d (at, body) VALUES (?, ?)')

let waiting = []
function commitTogether() {
  const batch = waiting
  waiting = []
  db.exec('BEGIN IMMEDIATE')
  for (const { body } of batch) insert.run(Date.now(), body)
  db.exec('COMMIT')
  for (const { response } of batch) response.writeHead(200, { 'Content-Length': '0' }).end()
}

function isSigned(body, header) {
  const given = Buffer.from(String(header ?? ''))
  const wanted = Buffer.from(`sha256=${createHmac('sha256', PEER_SECRET).update(body).digest('hex')}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

createServer((request, response) => {
  if (request.method !== 'POST') return response.writeHead(405).end()
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks)
    if (!isSigned(body, request.headers['x-hub-signature-256'])) return response.writeHead(401).end()
    if (PEER_MODE === 'single') {
      insert.run(Date.now(), body)
      return response.writeHead(200, { 'Content-Length': '0' }).end()
    }
    if (waiting.length === 0) setImmediate(commitTogether)
    waiting.push({ body, response })
  })
}).listen(Number(PORT), '127.0.0.1')
