import { hash } from 'node:crypto'
import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readMigrations } from '@/lib/server/migrate'
import { seedContacts } from './contact-base'
import { install } from './installation'

/** A database with that many contacts, made once per machine and schema, and copied for every round. */
export async function template(contacts: number): Promise<string> {
  const schema = readMigrations('sqlite').map(({ checksum }) => checksum)
  const version = hash('sha256', schema.join(' '), 'hex').slice(0, 12)
  const folder = path.join(tmpdir(), 'handrail-bench-templates')
  const name = `contacts-${contacts}-`
  const file = path.join(folder, `${name}${version}.db`)
  if (existsSync(file)) return file
  for (const old of existsSync(folder) ? readdirSync(folder) : []) {
    if (old.startsWith(name)) rmSync(path.join(folder, old))
  }
  mkdirSync(folder, { recursive: true })
  const made = await install('template')
  seedContacts(made.databaseUrl, contacts)
  copyFileSync(made.databaseUrl.replace(/^file:/, ''), file)
  made.remove()
  return file
}

/** A database that has been there for a while is on disk already; a fresh copy would be written during the measurement. */
export function writeBack(file: string): void {
  const opened = openSync(file, 'r+')
  fsyncSync(opened)
  closeSync(opened)
}
