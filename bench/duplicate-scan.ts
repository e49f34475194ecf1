import { copyFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { scanWorkspace } from '@/lib/duplicates/scan'
import { openSqlite } from '@/lib/server/open-sqlite'
import { openSql } from '@/lib/server/sql'
import { type Bench, contest, single } from './harness'
import { template, writeBack } from './support/contact-template'
import { benchFolder, install, WORKSPACE } from './support/installation'
import { scanBeside } from './support/scan-beside'

const CONTACTS = 1_000_000
/** One contact in this many is in the CRM a second time, with the same phone. */
const TWICE = 50
const ROUNDS = 5
const MAPPED_BYTES = 2_000_000_000
const MB = 1024 * 1024

/** Twins: the same phone, another CRM id, the name a little different in every second one. */
function addTwins(file: string): number {
  const db = openSqlite(`file:${file}`)
  db.pragma('synchronous = OFF')
  const made = db
    .prepare(
      `INSERT INTO "Contact" ("id","workspaceId","crmContactId","name","nameKey","provisional","createdAt","updatedAt")
       SELECT "id" || 'x', "workspaceId", "crmContactId" || '-X', "name", "nameKey", 0, "createdAt", "updatedAt"
       FROM "Contact" WHERE CAST(SUBSTR("id", 3) AS INTEGER) % ${TWICE} = 0`,
    )
    .run()
  db.exec(
    `INSERT INTO "Identifier" ("id","workspaceId","contactId","kind","scope","value","matchKey","standing","active",
       "firstSeenAt","lastSeenAt","validFrom","evidenceKind")
     SELECT "id" || 'x', "workspaceId", "contactId" || 'x', "kind", "scope", "value", "matchKey", 'claimed', 1,
       "firstSeenAt","lastSeenAt","validFrom",'import'
     FROM "Identifier" WHERE "kind" = 'phone' AND CAST(SUBSTR("contactId", 3) AS INTEGER) % ${TWICE} = 0`,
  )
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
  return made.changes
}

async function onCopy(of: string, work: (databaseUrl: string) => Promise<number>): Promise<number> {
  const folder = benchFolder('duplicate-scan')
  const file = path.join(folder, 'handrail.db')
  copyFileSync(of, file)
  writeBack(file)
  const from = performance.now()
  const found = await work(`file:${file}`)
  const seconds = (performance.now() - from) / 1000
  rmSync(folder, { recursive: true, force: true })
  if (found !== CONTACTS / TWICE) throw new Error(`${found} pairs were found, not ${CONTACTS / TWICE}.`)
  return seconds
}

/** The most memory the process held while something ran, beyond what it held before, in MB. */
async function peakOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss
  let peak = before
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 20)
  await work()
  clearInterval(timer)
  return Math.round((Math.max(peak, process.memoryUsage().rss) - before) / MB)
}

async function ours(databaseUrl: string): Promise<number> {
  const sql = openSql(databaseUrl, { mappedBytes: MAPPED_BYTES })
  const { found } = await scanWorkspace({ sql, workspaceId: WORKSPACE, now: new Date() })
  await sql.close()
  return found
}

/** The question alone, as one statement: which keys do two or more contacts hold. Nothing is judged or written. */
async function bareGrouping(databaseUrl: string): Promise<number> {
  const sql = openSql(databaseUrl, { mappedBytes: MAPPED_BYTES })
  const rows = await sql.all(
    `SELECT "kind","scope","matchKey",COUNT(DISTINCT "contactId") AS "n",GROUP_CONCAT("contactId") AS "ids"
     FROM "Identifier" WHERE "workspaceId" = ? AND "active" = 1 AND "kind" IN ('phone','email','bsuid','crm_id')
     GROUP BY "kind","scope","matchKey" HAVING COUNT(DISTINCT "contactId") > 1`,
    [WORKSPACE],
  )
  await sql.close()
  return rows.length
}

/** The same contacts in an installation that receives webhooks and serves pages. */
async function meanwhile(base: string, log: (line: string) => void) {
  const home = await install('scan-beside')
  try {
    copyFileSync(base, home.databaseUrl.replace(/^file:/, ''))
    return await scanBeside(home, log)
  } finally {
    home.remove()
  }
}

export const bench: Bench = {
  name: 'duplicate-scan',
  what: `a scan for duplicates over ${CONTACTS} contacts of which every ${TWICE}th is there twice, SQLite`,
  async run(log) {
    const folder = benchFolder('duplicate-scan-base')
    const base = path.join(folder, 'base.db')
    copyFileSync(await template(CONTACTS), base)
    log(`${addTwins(base)} twins were added`)
    const peaks: number[] = []
    const measured = async () => {
      let seconds = 0
      peaks.push(
        await peakOf(async () => {
          seconds = await onCopy(base, ours)
        }),
      )
      return seconds
    }
    try {
      const row = await contest({
        ...{ name: 'duplicate-scan', unit: 's', rounds: ROUNDS, log },
        ours: { name: 'ours', measure: measured },
        peers: [{ name: 'bare-sql-grouping', measure: () => onCopy(base, bareGrouping) }],
        target: 'at most 10 s and 5 times a bare SQL grouping query',
        isMet: ({ ours: seconds, ratios }) => seconds <= 10 && (ratios['bare-sql-grouping'] ?? 0) <= 5,
      })
      const memory = single({
        ...{ name: 'duplicate-scan memory', unit: 'MB', rounds: peaks, target: 'less than 1 GB more while it runs' },
        met: Math.max(...peaks) < 1_024,
      })
      return [row, memory, ...(await meanwhile(base, log))]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
