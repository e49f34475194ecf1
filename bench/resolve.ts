import { hash } from 'node:crypto'
import { copyFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { resolveNext } from '@/lib/identity/resolve-batch'
import { openSqlite } from '@/lib/server/open-sqlite'
import { withBreath } from '@/lib/server/shared-lock'
import { openSql } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { type Bench, contest } from './harness'
import { template, writeBack } from './support/contact-template'
import { benchFolder, WORKSPACE } from './support/installation'
import { resolveWithOrm } from './support/orm-resolver'
import { Traffic } from './support/traffic'

const ROUNDS = 5
const UPDATES_PER_DELIVERY = 100
const DELIVERIES = 300
/** Fewer, because it takes so long; its rate does not change with more. */
const DELIVERIES_WITH_ORM = 40
const FEW = 10_000
const MANY = 1_000_000
/** As in worker.ts. */
const MAPPED_BYTES = 2_000_000_000
const BREATH_MS = 3

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

type Work = { contacts: number; deliveries: number; round: number }

/** Updates per second of `resolve` on stored deliveries, in a database of its own. */
async function measure(
  { contacts, deliveries, round }: Work,
  resolve: (databaseUrl: string) => Promise<unknown>,
): Promise<number> {
  const folder = benchFolder('resolve')
  const file = path.join(folder, 'handrail.db')
  const databaseUrl = `file:${file}`
  copyFileSync(await template(contacts), file)
  writeBack(file)
  const traffic = new Traffic({ people: contacts, seed: round + 1, updatesPerDelivery: UPDATES_PER_DELIVERY })
  storeDeliveries(
    databaseUrl,
    Array.from({ length: deliveries }, () => traffic.delivery()),
  )
  const from = performance.now()
  await resolve(databaseUrl)
  const seconds = (performance.now() - from) / 1000
  const sql = openSql(databaseUrl)
  const [row] = await sql.all<{ n: number }>('SELECT COUNT(*) AS "n" FROM "Event"')
  await sql.close()
  rmSync(folder, { recursive: true, force: true })
  const expected = deliveries * UPDATES_PER_DELIVERY
  if (Number(row?.n) !== expected) throw new Error(`${row?.n} events were stored, not ${expected}.`)
  return expected / seconds
}

/** From stored deliveries to events, identities, conversations, routes and audit entries, as the worker does it. */
async function asTheWorker(databaseUrl: string): Promise<void> {
  const sql = openSql(databaseUrl, { mappedBytes: MAPPED_BYTES })
  const shared = withBreath(sql, BREATH_MS)
  while ((await resolveNext(shared)).deliveries > 0);
  await sql.close()
}

function ours(contacts: number): (round: number) => Promise<number> {
  return (round) => measure({ contacts, deliveries: DELIVERIES, round }, asTheWorker)
}

function withOrm(round: number): Promise<number> {
  return measure({ contacts: MANY, deliveries: DELIVERIES_WITH_ORM, round }, resolveWithOrm)
}

export const bench: Bench = {
  name: 'resolve',
  what: `updates resolved a second with ${MANY} contacts on file, ${UPDATES_PER_DELIVERY} updates per delivery, SQLite`,
  async run(log) {
    const row = await contest({
      name: 'resolve',
      unit: 'updates/s',
      rounds: ROUNDS,
      ours: { name: 'ours', measure: ours(MANY) },
      peers: [
        { name: 'with-10-thousand-contacts', measure: ours(FEW) },
        { name: 'orm-one-by-one', measure: withOrm },
      ],
      target: 'at least 3,300/s, 0.8 of the rate with 10 thousand contacts, 5 times ORM calls one by one',
      isMet: ({ ours: rate, ratios }) =>
        rate >= 3_300 && (ratios['with-10-thousand-contacts'] ?? 0) >= 0.8 && (ratios['orm-one-by-one'] ?? 0) >= 5,
      log,
    })
    return [row]
  },
}
