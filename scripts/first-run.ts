import { DEMO_PASSWORD, DEMO_PEOPLE } from '../lib/members/demo-people'
import { makeFirstAdmin } from '../lib/members/first-admin'
import { firstAdminSchema } from '../lib/members/schema'
import type { Env } from '../lib/server/env'
import type { Sql, SqlDb } from '../lib/server/sql'
import { sentenceFor } from '../lib/shared/sentences'

/** The first start cannot go on as it was asked to. The message is for the person who started it. */
export class FirstRunError extends Error {
  override name = 'FirstRunError'
}

/** Any number: instances that start at the same moment on one Postgres take turns. */
const FIRST_RUN_LOCK = 7_274_243

async function hasWorkspace(sql: Sql): Promise<boolean> {
  return (await sql.all('SELECT 1 AS "one" FROM "Workspace" LIMIT 1')).length > 0
}

async function makeAdmin(settings: Env): Promise<string> {
  const input = firstAdminSchema.safeParse({
    workspaceName: 'My business',
    zone: 'Europe/London',
    name: 'Admin',
    email: settings.HANDRAIL_ADMIN_EMAIL,
    password: settings.HANDRAIL_ADMIN_PASSWORD,
  })
  if (!input.success) {
    const why = input.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join(' ')
    throw new FirstRunError(`HANDRAIL_ADMIN_EMAIL and HANDRAIL_ADMIN_PASSWORD cannot be used. ${why}`)
  }
  const made = await makeFirstAdmin(input.data, 'cli')
  if (!made.ok) throw new FirstRunError(sentenceFor(made.code))
  return `Sign in as ${input.data.email} with the password from HANDRAIL_ADMIN_PASSWORD.`
}

async function makeDemo(): Promise<string> {
  const { loadDemo } = await import('../prisma/demo/load')
  await loadDemo()
  const [first] = DEMO_PEOPLE
  return `The demo workspace is loaded. Sign in as ${first?.email} with ${DEMO_PASSWORD}; the sign-in page shows one sign-in per role.`
}

async function prepareEmpty(settings: Env): Promise<string[]> {
  const lines: string[] = []
  if (settings.HANDRAIL_ADMIN_EMAIL && settings.HANDRAIL_ADMIN_PASSWORD) lines.push(await makeAdmin(settings))
  if (settings.HANDRAIL_DEMO) lines.push(await makeDemo())
  return lines.length > 0 ? lines : ['Nobody can sign in yet: open /first-run in a browser and make the admin.']
}

/**
 * Fills an empty database: the admin named in the environment, and the demo workspace unless HANDRAIL_DEMO=0. Returns
 * what to tell the person who started Handrail; nothing when there is a workspace already.
 */
export async function prepareFirstRun(sql: SqlDb, settings: Env): Promise<string[]> {
  if (await hasWorkspace(sql)) return []
  if (sql.dialect === 'sqlite') return prepareEmpty(settings)
  return sql.transaction(async (tx) => {
    await tx.all('SELECT pg_advisory_xact_lock(?)::text', [FIRST_RUN_LOCK])
    return (await hasWorkspace(tx)) ? [] : prepareEmpty(settings)
  })
}
