import { createHmac, timingSafeEqual } from 'node:crypto'
import Database from 'better-sqlite3'

/** The same work as a Next.js route handler: signature, one durable insert, 200. */
let insert

function open() {
  const db = new Database(process.env.PEER_DB)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('CREATE TABLE IF NOT EXISTS d (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL)')
  return db.prepare('INSERT INTO d (at, body) VALUES (?, ?)')
}

export async function POST(request) {
  const body = Buffer.from(await request.arrayBuffer())
  const given = Buffer.from(request.headers.get('x-hub-signature-256') ?? '')
  const wanted = Buffer.from(`sha256=${createHmac('sha256', process.env.PEER_SECRET).update(body).digest('hex')}`)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return new Response(null, { status: 401 })
  insert ??= open()
  insert.run(Date.now(), body)
  return new Response(null, { status: 200 })
}
