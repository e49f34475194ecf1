import { hash } from 'node:crypto'
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { resolveNext } from '@/lib/identity/resolve-batch'
import { readMigrations } from '@/lib/server/migrate'
import { openSqlite } from '@/lib/server/open-sqlite'
import { withBreath } from '@/lib/server/shared-lock'
import { openSql } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { type Bench, contest } from './harness'
import { seedContacts } from './support/contact-base'
import { benchFolder, install, WORKSPACE } from './support/installation'
import { Traffic } from './support/traffic'

const ROUNDS = 3
const UPDATES_PER_DELIVERY = 100
const DELIVERIES = 300
const FEW = 10_000
const MANY = 1_000_000
/** As in worker.ts. */
const MAPPED_BYTES = 2_000_000_000
const BREATH_MS = 3

/** A database with that many contacts, made once per machine and schema, and copied for every round. */
async function template(contacts: number): Promise<string> {
  const schema = readMigrations('sqlite').map(({ checksum }) => checksum)
  const version = hash('sha256', schema.join(' '), 'hex').slice(0, 12)
  const folder = path.join(tmpdir(), 'handrail-bench-templates')
  const name = `contacts-${contacts}-`
  const file = path.join(folder, `${name}${version}.db`)
  if (existsSync(file)) return file
  for (const old of existsSync(folder) ? readdirSync(folder) : []) {
    if (old.startsWith(name)) rmSync(path.join(folder, old))
  }
  mkdirSync(folder, { recursive: true })
  const made = await install('template')
  seedContacts(made.databaseUrl, contacts)
  copyFileSync(made.databaseUrl.replace(/^file:/, ''), file)
  made.remove()
  return file
}

/** A database that has been there for a while is on disk already; a fresh copy would be written during the measurement. */
function writeBack(file: string): void {
  const opened = openSync(file, 'r+')
  fsyncSync(opened)
  closeSync(opened)
}

/** Stores deliveries as the receiver does, outside of what is measured. */
function storeDeliveries(databaseUrl: string, bodies: readonly Buffer[]): void {
  const db = openSqlite(databaseUrl)
  const insert = db.prepare(
    `INSERT INTO "Delivery" ("id","workspaceId","connectionId","receivedAt","size","bodyHash","body","state","tries",
       "updates","isTest") VALUES (?,?,'con_bench',?,?,?,?,'stored',0,0,0)`,
  )
  const storeAll = db.transaction(() => {
    for (const body of bodies) {
      insert.run(newId('d'), WORKSPACE, Date.now(), body.byteLength, hash('sha256', body, 'hex'), body)
    }
  })
  storeAll()
  db.close()
}

/** Events per second from stored deliveries to events, identities, conversations, routes and audit entries. */
async function measure(contacts: number, round: number): Promise<number> {
  const folder = benchFolder('resolve')
  const file = path.join(folder, 'handrail.db')
  const databaseUrl = `file:${file}`
  copyFileSync(await template(contacts), file)
  writeBack(file)
  const traffic = new Traffic({ people: contacts, seed: round + 1, updatesPerDelivery: UPDATES_PER_DELIVERY })
  storeDeliveries(
    databaseUrl,
    Array.from({ length: DELIVERIES }, () => traffic.delivery()),
  )
  const sql = openSql(databaseUrl, { mappedBytes: MAPPED_BYTES })
  const shared = withBreath(sql, BREATH_MS)
  const from = performance.now()
  while ((await resolveNext(shared)).deliveries > 0);
  const seconds = (performance.now() - from) / 1000
  const [row] = await sql.all<{ n: number }>('SELECT COUNT(*) AS "n" FROM "Event"')
  await sql.close()
  rmSync(folder, { recursive: true, force: true })
  const expected = DELIVERIES * UPDATES_PER_DELIVERY
  if (Number(row?.n) !== expected) throw new Error(`${row?.n} events were stored, not ${expected}.`)
  return expected / seconds
}

export const bench: Bench = {
  name: 'resolve',
  what: `updates resolved a second with ${MANY} contacts on file, ${UPDATES_PER_DELIVERY} updates per delivery, SQLite`,
  async run(log) {
    const row = await contest({
      name: 'resolve',
      unit: 'updates/s',
      rounds: ROUNDS,
      ours: { name: 'ours', measure: (round) => measure(MANY, round) },
      peers: [{ name: 'with-10-thousand-contacts', measure: (round) => measure(FEW, round) }],
      target: 'at least 3,300/s with 10 thousand contacts, and 0.8 of that rate with a million',
      isMet: ({ peers, ratios }) =>
        (peers['with-10-thousand-contacts'] ?? 0) >= 3_300 && (ratios['with-10-thousand-contacts'] ?? 0) >= 0.8,
      log,
    })
    return [row]
  },
}
