import { randomBytes } from 'node:crypto'
import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, inject } from 'vitest'

/** Gives each integration test file a database and a data folder of its own, before anything reads the environment. */
const name = `t${randomBytes(6).toString('hex')}`
const dataDir = path.join(inject('testDirectory'), name)
mkdirSync(dataDir, { recursive: true })

async function copyTemplate(): Promise<string> {
  const template = inject('templateUrl')
  if (template.startsWith('file:')) {
    const file = path.join(dataDir, 'handrail.db')
    copyFileSync(template.replace(/^file:/, ''), file)
    return `file:${file}`
  }
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: template })
  await client.connect()
  // Two copies of one template at once are refused by Postgres: take turns.
  await client.query('SELECT pg_advisory_lock(1)')
  await client.query(`CREATE DATABASE "${name}" TEMPLATE "template"`)
  await client.query('SELECT pg_advisory_unlock(1)')
  await client.end()
  return template.replace(/\/postgres$/, `/${name}`)
}

process.env.HANDRAIL_DATA_DIR = dataDir
process.env.DATABASE_URL = await copyTemplate()
process.env.HANDRAIL_LOG = 'silent'
process.env.NEXTAUTH_URL = 'http://localhost:3000'

afterAll(async () => {
  const { closeDb } = await import('../db')
  await closeDb()
})
