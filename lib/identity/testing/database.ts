import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { env } from '@/lib/server/env'
import { openSql, type Sql, type SqlDb, type SqlRow } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { type ResolveOptions, resolveNext } from '../resolve-batch'

/** A workspace of its own for one test, in the database of the test file: two portfolios, three numbers. */
export type TestWorkspace = {
  id: string
  connectionId: string
  home: string
  other: string
  support: TestNumber
  sales: TestNumber
  abroad: TestNumber
}

export type TestNumber = { id: string; phoneNumberId: string; displayNumber: string; wabaId: string }

export function openTestDb(): SqlDb {
  return openSql(env().databaseUrl, { maxConnections: 6 })
}

let serial = 0

export async function makeWorkspace(sql: Sql): Promise<TestWorkspace> {
  const now = new Date()
  const id = newId('ws')
  const connectionId = newId('con')
  const [home, other] = [newId('pf'), newId('pf')]
  await sql.run('INSERT INTO "Workspace" ("id","name","slug","updatedAt") VALUES (?,?,?,?)', [
    id,
    'Fernhollow',
    id,
    now,
  ])
  for (const portfolio of [home, other]) {
    const name = portfolio === home ? 'Fernhollow' : 'Fernhollow abroad'
    const values = [portfolio, id, name, now]
    await sql.run('INSERT INTO "Portfolio" ("id","workspaceId","name","updatedAt") VALUES (?,?,?,?)', values)
  }
  await sql.run(
    `INSERT INTO "Connection" ("id","workspaceId","name","urlKey","secretCipher","verifyTokenCipher","updatedAt")
     VALUES (?,?,?,?,?,?,?)`,
    [connectionId, id, 'Production copy', newId('id'), 'x', 'x', now],
  )
  const number = (label: string, portfolioId: string) => makeNumber(sql, { id, connectionId, label, portfolioId })
  return {
    id,
    connectionId,
    home,
    other,
    support: await number('Support', home),
    sales: await number('Sales', home),
    abroad: await number('Abroad', other),
  }
}

type NumberMaking = { id: string; connectionId: string; label: string; portfolioId: string }

async function makeNumber(sql: Sql, making: NumberMaking): Promise<TestNumber> {
  serial += 1
  const displayNumber = `1555078${String(3000 + serial)}`
  const number = {
    id: newId('num'),
    phoneNumberId: `1065403522${serial}`,
    displayNumber,
    wabaId: `1022901293${serial}`,
  }
  await sql.run(
    `INSERT INTO "BusinessNumber"
     ("id","workspaceId","portfolioId","connectionId","phoneNumberId","displayNumber","displayDigits","wabaId","label","updatedAt")
     VALUES (?,?,?,?,?,?,?,?,?,?)`,
    [
      number.id,
      making.id,
      making.portfolioId,
      making.connectionId,
      number.phoneNumberId,
      `+${displayNumber}`,
      displayNumber,
      number.wabaId,
      making.label,
      new Date(),
    ],
  )
  return number
}

/** Stores one POST as the receiver does, and returns its id. */
export async function storeDelivery(sql: Sql, workspace: TestWorkspace, body: unknown): Promise<string> {
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  const id = newId('d')
  const hash = createHash('sha256').update(bytes).digest('hex')
  await sql.run(
    `INSERT INTO "Delivery" ("id","workspaceId","connectionId","receivedAt","size","bodyHash","body","state","tries","updates","isTest")
     VALUES (?,?,?,?,?,?,?,'stored',0,0,?)`,
    [id, workspace.id, workspace.connectionId, new Date(), bytes.byteLength, hash, bytes, false],
  )
  return id
}

/** The envelope of a delivery about one number. */
export function envelope(number: TestNumber, value: Record<string, unknown>, field = 'messages') {
  const metadata = { display_phone_number: number.displayNumber, phone_number_id: number.phoneNumberId }
  const full = field === 'messages' ? { messaging_product: 'whatsapp', metadata, ...value } : value
  return { object: 'whatsapp_business_account', entry: [{ id: number.wabaId, changes: [{ field, value: full }] }] }
}

/** Resolves until nothing waits. A delivery that fails is an error of the test, unless it handles failures itself. */
export async function resolveAll(db: SqlDb, options: ResolveOptions = {}): Promise<void> {
  const onFailure = (error: unknown) => {
    throw error
  }
  for (;;) {
    const { deliveries, failed } = await resolveNext(db, { onFailure, ...options })
    if (deliveries === 0 && failed.length === 0) return
  }
}

const RESOLVER = fileURLToPath(new URL('./resolve-process.ts', import.meta.url))

/** A second resolver, in a process of its own, on the database of this test. Resolves to the signal that ended it. */
export function resolveElsewhere(...args: string[]): Promise<NodeJS.Signals | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', RESOLVER, ...args], { stdio: 'ignore' })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      if (code) reject(new Error(`the resolver ended with ${code}`))
      else resolve(signal)
    })
  })
}

export type StoredEvent = SqlRow & {
  id: string
  key: string
  kind: string
  outcome: string
  contactId: string | null
  threadId: string | null
  workflowId: string | null
  rule: string | null
  errorCode: string | null
  status: string | null
  wamid: string | null
}

export function eventsOf(sql: Sql, workspace: TestWorkspace): Promise<StoredEvent[]> {
  return sql.all<StoredEvent>('SELECT * FROM "Event" WHERE "workspaceId" = ? ORDER BY "id"', [workspace.id])
}

/** `kind value` of every active verified identifier, by contact. */
export async function heldBy(sql: Sql, workspace: TestWorkspace): Promise<Record<string, string[]>> {
  const rows = await sql.all<{ contactId: string; kind: string; value: string }>(
    `SELECT "contactId","kind","value" FROM "Identifier"
     WHERE "workspaceId" = ? AND "activeKey" IS NOT NULL ORDER BY "kind","value"`,
    [workspace.id],
  )
  const held: Record<string, string[]> = {}
  for (const row of rows) held[row.contactId] = [...(held[row.contactId] ?? []), `${row.kind} ${row.value}`]
  return held
}

/** What the database says, with ids replaced by what they stand for, so that two workspaces can be compared. */
export async function stateOf(sql: Sql, shop: TestWorkspace) {
  const held = Object.values(await heldBy(sql, shop)).map((rows) =>
    rows.map((row) => row.replaceAll(shop.id, '')).join(' '),
  )
  const events = await eventsOf(sql, shop)
  const groups = new Map<string, string[]>()
  for (const event of events) {
    const group = event.contactId ?? `${event.outcome} ${event.wamid}`
    groups.set(group, [...(groups.get(group) ?? []), `${event.wamid} ${event.outcome}`])
  }
  return { held: held.sort(), groups: [...groups.values()].map((keys) => keys.sort().join(', ')).sort() }
}

/**
 * Makes the database refuse the messages with these wamids on one number, or their events, until `remove`: an update that
 * always throws, whatever process resolves it.
 */
export async function poisonMessages(
  sql: Sql,
  number: TestNumber,
  wamids: readonly string[],
  table: 'Message' | 'Event' = 'Message',
): Promise<{ remove: () => Promise<void> }> {
  const name = `poison_${newId('id').toLowerCase()}`
  const list = wamids.map((wamid) => `'${wamid}'`).join(',')
  const isPoison = `NEW."numberId" = '${number.id}' AND NEW."wamid" IN (${list})`
  if (sql.dialect === 'sqlite') {
    const body = `BEGIN SELECT RAISE(ABORT, 'poisoned'); END`
    await sql.run(`CREATE TRIGGER "${name}" BEFORE INSERT ON "${table}" WHEN ${isPoison} ${body}`)
    return { remove: async () => void (await sql.run(`DROP TRIGGER "${name}"`)) }
  }
  const body = `BEGIN RAISE EXCEPTION 'poisoned'; END`
  await sql.run(`CREATE FUNCTION "${name}"() RETURNS trigger LANGUAGE plpgsql AS $body$ ${body} $body$`)
  await sql.run(
    `CREATE TRIGGER "${name}" BEFORE INSERT ON "${table}" FOR EACH ROW WHEN (${isPoison}) EXECUTE FUNCTION "${name}"()`,
  )
  return { remove: async () => void (await sql.run(`DROP FUNCTION "${name}" CASCADE`)) }
}
