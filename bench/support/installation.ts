import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { encrypt } from '@/lib/server/keys'
import { migrate } from '@/lib/server/migrate'
import { openSql, type Sql } from '@/lib/server/sql'

/** Before anything reads the environment: one key for this process and for the servers it starts. */
process.env.HANDRAIL_MASTER_KEY ??= '0'.repeat(64)

/** A migrated database in a folder of its own, with one workspace, one number and one connection that feeds it. */
export type Installation = {
  folder: string
  databaseUrl: string
  workspaceId: string
  number: BenchNumber
  /** The environment of a server that works on it. */
  environment: Record<string, string>
  remove: () => void
}

export type BenchNumber = {
  id: string
  portfolioId: string
  phoneNumberId: string
  displayPhoneNumber: string
  wabaId: string
  urlKey: string
  secret: string
}

export const WORKSPACE = 'ws_bench'
export const NUMBER: BenchNumber = {
  id: 'num_bench',
  portfolioId: 'pf_bench',
  phoneNumberId: '106540352242922',
  displayPhoneNumber: '15550783881',
  wabaId: '102290129340398',
  urlKey: 'bench-connection-key',
  secret: 'bench_app_secret',
}

/** Where benchmarks keep what they make; a disk, because durable writes are what is measured. */
export function benchFolder(label: string): string {
  return mkdtempSync(path.join(tmpdir(), `handrail-bench-${label}-`))
}

export async function install(label: string, given: { databaseUrl?: string } = {}): Promise<Installation> {
  const folder = benchFolder(label)
  const databaseUrl = given.databaseUrl ?? `file:${path.join(folder, 'handrail.db')}`
  await migrate(databaseUrl)
  const sql = openSql(databaseUrl)
  await sql.transaction(seedWorkspace)
  await sql.close()
  return {
    folder,
    databaseUrl,
    workspaceId: WORKSPACE,
    number: NUMBER,
    environment: environmentOf(folder, databaseUrl),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export function environmentOf(folder: string, databaseUrl: string): Record<string, string> {
  return {
    HANDRAIL_DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    HANDRAIL_DEMO: '0',
    HANDRAIL_LOG: 'error',
    NODE_ENV: 'production',
  }
}

async function seedWorkspace(sql: Sql): Promise<void> {
  const now = new Date()
  const { id, portfolioId, phoneNumberId, displayPhoneNumber, wabaId, urlKey, secret } = NUMBER
  await sql.run('INSERT INTO "Workspace" ("id","name","slug","updatedAt") VALUES (?,?,?,?)', [
    WORKSPACE,
    'Bench',
    'bench',
    now,
  ])
  await sql.run('INSERT INTO "Portfolio" ("id","workspaceId","name","updatedAt") VALUES (?,?,?,?)', [
    portfolioId,
    WORKSPACE,
    'Bench',
    now,
  ])
  await sql.run(
    `INSERT INTO "Connection" ("id","workspaceId","name","urlKey","secretCipher","verifyTokenCipher","updatedAt")
     VALUES (?,?,?,?,?,?,?)`,
    [
      'con_bench',
      WORKSPACE,
      'Bench',
      urlKey,
      encrypt('connection-secret', secret, 'con_bench'),
      encrypt('connection-secret', 'bench_verify_token', 'con_bench'),
      now,
    ],
  )
  await sql.run(
    `INSERT INTO "BusinessNumber" ("id","workspaceId","portfolioId","connectionId","phoneNumberId","displayNumber",
       "displayDigits","wabaId","label","updatedAt") VALUES (?,?,?,?,?,?,?,?,?,?)`,
    [
      id,
      WORKSPACE,
      portfolioId,
      'con_bench',
      phoneNumberId,
      `+${displayPhoneNumber}`,
      displayPhoneNumber,
      wabaId,
      'Support',
      now,
    ],
  )
  await seedRouting(sql, now)
}

async function seedRouting(sql: Sql, now: Date): Promise<void> {
  for (const [id, name] of [
    ['wf_support', 'Support'],
    ['wf_review', 'Identity review'],
    ['wf_sales', 'Sales'],
  ] as const) {
    await sql.run('INSERT INTO "Workflow" ("id","workspaceId","name","kind","updatedAt") VALUES (?,?,?,?,?)', [
      id,
      WORKSPACE,
      name,
      'queue',
      now,
    ])
  }
  const rules = [
    { id: 'r1', workflowId: 'wf_review', when: { outcomes: ['review'] } },
    { id: 'r2', workflowId: 'wf_sales', when: { textContains: ['price', 'offer'] } },
    { id: 'r3', workflowId: 'wf_support', when: { outcomes: ['known'] } },
  ]
  await sql.run(
    `INSERT INTO "RoutingRuleSet" ("id","workspaceId","number","rules","defaultWorkflowId","active","activeKey")
     VALUES (?,?,1,?,?,?,?)`,
    ['rr_bench', WORKSPACE, JSON.stringify(rules), 'wf_support', true, WORKSPACE],
  )
}
