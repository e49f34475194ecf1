import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync } from 'node:fs'
import path from 'node:path'
import { env } from '../server/env'
import { decrypt, masterKeyHex } from '../server/keys'
import { pendingMigrations, readMigrations } from '../server/migrate'
import { dialectOf, openSql, type SqlDb } from '../server/sql'
import type { Command } from './command'

type Finding = { ok: boolean; text: string }
type Check = (sql: SqlDb | undefined) => Finding | Promise<Finding>

const fine = (text: string): Finding => ({ ok: true, text })
const bad = (text: string): Finding => ({ ok: false, text })

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const enough = major > 20 || (major === 20 && minor >= 19)
  return enough
    ? fine(`Node.js ${process.versions.node}`)
    : bad(`Node.js ${process.versions.node} is too old; 20.19 or newer is needed.`)
}

function dataFolder(): Finding {
  const { dataDir } = env()
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.W_OK)
    const { bavail, bsize } = statfsSync(dataDir)
    const free = Math.round((Number(bavail) * Number(bsize)) / 1e6)
    return free < 500
      ? bad(`Only ${free} MB are free in ${dataDir}. A full disk makes Handrail answer 503.`)
      : fine(`Data folder ${dataDir}, ${free} MB free`)
  } catch {
    return bad(`The data folder ${dataDir} cannot be written to. Set HANDRAIL_DATA_DIR to a folder that can.`)
  }
}

function masterKey(): Finding {
  const file = path.join(env().dataDir, 'master.key')
  masterKeyHex()
  if (!existsSync(file)) return fine('Master key from HANDRAIL_MASTER_KEY')
  const open = (statSync(file).mode & 0o077) !== 0
  return open
    ? bad(`${file} can be read by other users of this machine. Set its mode to 600.`)
    : fine('Master key in the data folder')
}

async function migrations(sql: SqlDb | undefined): Promise<Finding> {
  if (!sql) return bad('The database could not be opened.')
  const applied = await sql.all<{ migration_name: string; checksum: string; finished_at: unknown }>(
    'SELECT * FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  )
  const open = pendingMigrations(readMigrations(sql.dialect), applied)
  return open.length === 0
    ? fine(`${applied.length} migrations applied, none open`)
    : bad(`${open.length} migrations are not applied yet; a start applies them.`)
}

async function integrity(sql: SqlDb | undefined): Promise<Finding> {
  if (sql?.dialect !== 'sqlite') return fine('Postgres looks after its own files')
  const rows = await sql.all<{ quick_check: string }>('PRAGMA quick_check')
  return rows[0]?.quick_check === 'ok'
    ? fine('SQLite file is sound')
    : bad('The SQLite file is damaged. Stop Handrail and restore a backup.')
}

async function connections(sql: SqlDb | undefined): Promise<Finding> {
  const rows =
    (await sql?.all<{ id: string; secretCipher: string }>('SELECT "id","secretCipher" FROM "Connection"')) ?? []
  const unreadable = rows.filter(({ id, secretCipher }) => {
    try {
      return decrypt('connection-secret', secretCipher, id) === ''
    } catch {
      return true
    }
  })
  if (unreadable.length > 0) {
    return bad(
      `${unreadable.length} of ${rows.length} connection secrets cannot be read with this master key. Was the data folder moved without master.key?`,
    )
  }
  return fine(`${rows.length} connections, all secrets readable`)
}

async function backlog(sql: SqlDb | undefined): Promise<Finding> {
  const rows =
    (await sql?.all<{ state: string; n: number }>('SELECT "state", count(*) AS n FROM "Delivery" GROUP BY "state"')) ??
    []
  const count = (state: string): number => Number(rows.find((row) => row.state === state)?.n ?? 0)
  const aside = count('set_aside')
  return aside > 0
    ? bad(`${aside} deliveries were set aside after 5 tries; open Deliveries and retry them.`)
    : fine(`${count('stored')} deliveries wait to be resolved`)
}

async function admins(sql: SqlDb | undefined): Promise<Finding> {
  const rows =
    (await sql?.all<{ n: number }>(
      `SELECT count(*) AS n FROM "MemberRole" r JOIN "Member" m ON m."id" = r."memberId" JOIN "User" u ON u."id" = m."userId"
     WHERE r."role" = 'admin' AND m."disabledAt" IS NULL AND u."disabledAt" IS NULL`,
    )) ?? []
  return Number(rows[0]?.n ?? 0) > 0
    ? fine('Somebody can sign in as admin')
    : bad('No admin can sign in. Open /first-run, or use user:create.')
}

const CHECKS: [string, Check][] = [
  ['Node.js', nodeVersion],
  ['Data folder', dataFolder],
  ['Master key', masterKey],
  ['Migrations', migrations],
  ['Database', integrity],
  ['Connections', connections],
  ['Backlog', backlog],
  ['Admin', admins],
]

async function examine(check: Check, sql: SqlDb | undefined): Promise<Finding> {
  try {
    return await check(sql)
  } catch (error) {
    return bad(error instanceof Error ? error.message : String(error))
  }
}

function open(): SqlDb | undefined {
  try {
    const { databaseUrl } = env()
    // Opening a SQLite file that does not exist would make an empty one.
    if (dialectOf(databaseUrl) === 'sqlite' && !existsSync(databaseUrl.replace(/^file:/, ''))) return undefined
    return openSql(databaseUrl)
  } catch {
    return undefined
  }
}

export const doctor: Command = {
  summary: 'Looks at everything a start needs and says in a sentence what is wrong.',
  needsDatabase: false,
  async run(_given, output) {
    const sql = open()
    let wrong = 0
    for (const [name, check] of CHECKS) {
      const finding = await examine(check, sql)
      if (!finding.ok) wrong += 1
      output.out(`${finding.ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(12)} ${finding.text}`)
    }
    await sql?.close()
    output.out(wrong === 0 ? 'Nothing is wrong.' : `${wrong} of ${CHECKS.length} checks failed.`)
    return wrong === 0 ? 0 : 1
  },
}
