import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { migrate } from '../migrate'
import { startPostgres, type TestPostgres } from './postgres'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated, empty SQLite file to copy, or a Postgres address whose database `template` is to be copied. */
    templateUrl: string
    testDirectory: string
  }
}

let postgres: TestPostgres | undefined
let directory = ''

/** One migrated template per run; each test file works on a copy of its own (lib/server/testing/setup.ts). */
export async function setup(project: TestProject): Promise<void> {
  directory = mkdtempSync(path.join(tmpdir(), 'handrail-test-'))
  project.provide('testDirectory', directory)
  if (process.env.HANDRAIL_TEST_DB === 'postgresql') {
    postgres = await startPostgres()
    await createDatabase(postgres.url(), 'template')
    await migrate(postgres.url('template'))
    project.provide('templateUrl', postgres.url())
    return
  }
  const file = `file:${path.join(directory, 'template.db')}`
  await migrate(file)
  project.provide('templateUrl', file)
}

async function createDatabase(url: string, name: string): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`CREATE DATABASE "${name}"`)
  await client.end()
}

export async function teardown(): Promise<void> {
  await postgres?.stop()
  rmSync(directory, { recursive: true, force: true })
}
