/**
 * Imports one file of contacts, as Handrail does or as the bare floor, in a process of its own, because the database a
 * process works on is read once from its environment: node --import tsx bench/support/import-contacts.ts <ours|raw> <csv>
 * <workspace>. Prints {rows, seconds, peakMb}.
 */
import { readFileSync } from 'node:fs'
import Papa from 'papaparse'
import { startImport } from '@/lib/contacts/run-import'
import { stageImport } from '@/lib/contacts/stage-import'
import { systemActor } from '@/lib/server/actor'
import { closeDb, db } from '@/lib/server/db'
import { env } from '@/lib/server/env'
import { openSqlite } from '@/lib/server/open-sqlite'

const [how = '', file = '', workspaceId = ''] = process.argv.slice(2)
const MB = 1024 * 1024
const PER_TRANSACTION = 1_000

async function ours(): Promise<number> {
  const actor = systemActor(workspaceId, 'cli')
  const staged = await stageImport(actor, { fileName: 'contacts.csv', bytes: readFileSync(file) })
  if (!staged.ok) throw new Error(staged.code)
  let work: Promise<unknown> = Promise.resolve()
  const started = await startImport(actor, staged.value, (running) => {
    work = running
  })
  if (!started.ok) throw new Error(started.code)
  await work
  const batch = await db.batch.findUniqueOrThrow({ where: { id: staged.value.batchId } })
  if (batch.state !== 'done') throw new Error(`The import is ${batch.state}.`)
  return batch.created + batch.updated + batch.skipped + batch.failed
}

/** Parsing and inserting, and nothing else: no rule looks at a row, nothing is found again, nothing can be undone. */
function raw(): number {
  const sqlite = openSqlite(env().databaseUrl)
  const contact = sqlite.prepare(
    `INSERT INTO "Contact" ("id","workspaceId","crmContactId","name","nameKey","provisional","createdAt","updatedAt") VALUES (?,?,?,?,?,0,?,?)`,
  )
  const identifier = sqlite.prepare(
    `INSERT INTO "Identifier" ("id","workspaceId","contactId","kind","scope","value","matchKey","standing","active","firstSeenAt","lastSeenAt","validFrom","evidenceKind")
     VALUES (?,?,?,?,'workspace',?,?,'claimed',1,?,?,?,'import')`,
  )
  const at = Date.now()
  const { data } = Papa.parse<string[]>(readFileSync(file, 'utf8'), { skipEmptyLines: true })
  const rows = data.slice(1)
  const write = sqlite.transaction((part: string[][], from: number) => {
    for (const [i, [crm = '', name = '', email = '', phone = '']] of part.entries()) {
      const id = `c_${from + i}`
      contact.run(id, workspaceId, `${crm}-${from + i}`, name, name.toLowerCase(), at, at)
      identifier.run(`${id}e`, workspaceId, id, 'email', email, email, at, at, at)
      identifier.run(`${id}p`, workspaceId, id, 'phone', phone, phone, at, at, at)
    }
  })
  for (let from = 0; from < rows.length; from += PER_TRANSACTION) write(rows.slice(from, from + PER_TRANSACTION), from)
  sqlite.close()
  return rows.length
}

await db.workspace.findFirst()
const idle = process.memoryUsage().rss
let peak = idle
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss)
}, 20)
const from = performance.now()
const rows = how === 'ours' ? await ours() : raw()
const seconds = (performance.now() - from) / 1000
clearInterval(watch)
peak = Math.max(peak, process.memoryUsage().rss)
await closeDb()
process.stdout.write(JSON.stringify({ rows, seconds, peakMb: Math.round((peak - idle) / MB) }))
