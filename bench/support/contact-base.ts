import { openSqlite } from '@/lib/server/open-sqlite'

import { NUMBER, WORKSPACE } from './installation'
import { bsuidOf, isMapped, phoneOf } from './people'

const PER_TRANSACTION = 20_000

/**
 * Fills a SQLite database with contacts as a CRM import and months of traffic leave them: every one with a claimed or
 * verified phone and a claimed e-mail, every second one with a verified BSUID and a conversation. Raw inserts in the
 * order of the ids.
 */
export function seedContacts(databaseUrl: string, count: number): void {
  const db = openSqlite(databaseUrl)
  db.pragma('synchronous = OFF')
  db.pragma('foreign_keys = OFF')
  const at = Date.UTC(2026, 5, 1)
  const contact = db.prepare(
    `INSERT INTO "Contact" ("id","workspaceId","crmContactId","name","nameKey","provisional","firstContactAt",
       "lastContactAt","createdAt","updatedAt") VALUES (?,?,?,?,?,0,?,?,?,?)`,
  )
  const identifier = db.prepare(
    `INSERT INTO "Identifier" ("id","workspaceId","contactId","kind","scope","value","matchKey","standing","active",
       "activeKey","firstSeenAt","lastSeenAt","validFrom","evidenceKind") VALUES (?,?,?,?,?,?,?,?,1,?,?,?,?,?)`,
  )
  const thread = db.prepare(
    `INSERT INTO "Thread" ("id","workspaceId","numberId","contactId","openedWith","replyTo","openedAt","lastAt")
     VALUES (?,?,?,?,'phone',?,?,?)`,
  )
  const key = db.prepare(
    `INSERT INTO "ThreadKey" ("id","workspaceId","threadId","numberId","kind","value","matchKey","active","activeKey")
     VALUES (?,?,?,?,?,?,?,1,?)`,
  )
  const addIdentifier = (id: string, person: number, made: { kind: string; scope: string; value: string }) => {
    const verified = isMapped(person) && made.kind !== 'email'
    const activeKey = verified ? `${WORKSPACE}|${made.scope}|${made.kind}|${made.value}` : null
    const standing = verified ? 'verified' : 'claimed'
    const source = verified ? 'payload' : 'import'
    const { kind, scope, value } = made
    identifier.run(id, WORKSPACE, contactId(person), kind, scope, value, value, standing, activeKey, at, at, at, source)
  }
  const addKey = (person: number, kind: 'phone' | 'bsuid', value: string) => {
    const id = `id_${kind}${pad(person)}`
    const activeKey = `${WORKSPACE}|${NUMBER.id}|${kind}|${value}`
    key.run(id, WORKSPACE, `th_${pad(person)}`, NUMBER.id, kind, value, value, activeKey)
  }
  const add = (person: number) => {
    const id = contactId(person)
    const name = `Customer ${person}`
    const wroteAt = isMapped(person) ? at : null
    contact.run(id, WORKSPACE, `CRM-${person}`, name, name.toLowerCase(), wroteAt, wroteAt, at, at)
    addIdentifier(`idn_p${pad(person)}`, person, { kind: 'phone', scope: 'workspace', value: phoneOf(person) })
    addIdentifier(`idn_e${pad(person)}`, person, {
      kind: 'email',
      scope: 'workspace',
      value: `customer${person}@example.test`,
    })
    if (!isMapped(person)) return
    addIdentifier(`idn_b${pad(person)}`, person, { kind: 'bsuid', scope: NUMBER.portfolioId, value: bsuidOf(person) })
    thread.run(`th_${pad(person)}`, WORKSPACE, NUMBER.id, id, phoneOf(person), at, at)
    addKey(person, 'phone', phoneOf(person))
    addKey(person, 'bsuid', bsuidOf(person))
  }
  const addMany = db.transaction((from: number, to: number) => {
    for (let person = from; person < to; person += 1) add(person)
  })
  for (let from = 0; from < count; from += PER_TRANSACTION) addMany(from, Math.min(count, from + PER_TRANSACTION))
  db.exec('ANALYZE')
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}

function pad(person: number): string {
  return String(person).padStart(9, '0')
}

export function contactId(person: number): string {
  return `c_${pad(person)}`
}
