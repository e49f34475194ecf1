import { expect } from 'vitest'
import { verifyChain } from '@/lib/audit/verify'
import { newId } from '@/lib/shared/ids'
import { ok } from '@/lib/shared/result'
import { systemActor } from '../actor'
import { isBusy } from '../api-busy'
import { transact } from '../audit'
import { closeDb, type Tx } from '../db'
import { env } from '../env'
import { openSql } from '../sql'

/** What whoever asked for a change is told about it. */
export type Told = 'written' | 'busy' | 'failed'

export function told(work: Promise<unknown>): Promise<Told> {
  return work.then(
    () => 'written',
    (error) => (isBusy(error) ? 'busy' : 'failed'),
  )
}

export async function addPortfolio(tx: Tx, workspaceId: string, name: string): Promise<void> {
  await tx.portfolio.create({ data: { id: newId('pf'), workspaceId, name } })
}

type Also = (tx: Tx) => Promise<void>

/** A change as the product makes them: a row and its audit entry, both or neither. */
export function write(workspaceId: string, name: string, also: Also = async () => undefined): Promise<Told> {
  const subject = { kind: 'workspace', id: workspaceId }
  return told(
    transact(systemActor(workspaceId, 'cli'), async (tx, record) => {
      await addPortfolio(tx, workspaceId, name)
      await also(tx)
      record({ action: 'workspace.updated', subject, after: { name } })
      return ok(undefined)
    }),
  )
}

/** The names that are in the database once everybody has closed it; each must be there whole, in an unbroken chain. */
export async function writtenNames(workspaceId: string): Promise<string[]> {
  await closeDb()
  const judge = openSql(env().databaseUrl)
  const nameOf = judge.dialect === 'sqlite' ? `json_extract("detail",'$.after.name')` : `"detail"->'after'->>'name'`
  const rows = await judge.all('SELECT "name" FROM "Portfolio" WHERE "workspaceId" = ?', [workspaceId])
  const audited = await judge.all(`SELECT ${nameOf} AS "name" FROM "AuditEvent" WHERE "workspaceId" = ?`, [workspaceId])
  const chain = await verifyChain(judge, workspaceId)
  await judge.close()
  const names = rows.map((row) => String(row.name)).toSorted()
  expect(audited.map((row) => String(row.name)).toSorted()).toEqual(names)
  expect(chain.entries).toBe(names.length)
  expect(chain.broken).toBeUndefined()
  return names
}
