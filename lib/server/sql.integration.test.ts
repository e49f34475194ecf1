import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/shared/ids'
import { env } from './env'
import { openSql, type Sql, type SqlDb } from './sql'

let sql: SqlDb

beforeAll(() => {
  sql = openSql(env().databaseUrl)
})
afterAll(() => sql.close())

const heads = (workspaceId: string) => sql.all('SELECT "seq" FROM "AuditHead" WHERE "workspaceId" = ?', [workspaceId])

function addHead(tx: Sql, workspaceId: string): Promise<number> {
  return tx.run('INSERT INTO "AuditHead" ("workspaceId","seq","hash") VALUES (?,0,?)', [workspaceId, 'none'])
}

/** An error after which the transaction is over: any on Postgres, a full disk and the like on SQLite. */
function endIt(tx: Sql): Promise<unknown> {
  const again = tx.dialect === 'sqlite' ? 'INSERT OR ROLLBACK INTO' : 'INSERT INTO'
  return tx.run(`${again} "AuditHead" SELECT * FROM "AuditHead"`)
}

test('a transaction that the database ended takes no further statement and is never reported as written', async () => {
  const [first, second, third] = [newId('ws'), newId('ws'), newId('ws')]
  const swallowed = async (tx: Sql) => {
    await addHead(tx, first)
    await endIt(tx).catch(() => undefined)
  }
  const goesOn = async (tx: Sql) => {
    await swallowed(tx)
    await addHead(tx, second).catch(() => undefined)
  }
  for (const work of [swallowed, goesOn]) {
    await expect(sql.transaction(work)).rejects.toThrow('The database ended the transaction after an earlier error.')
  }
  await sql.transaction((tx) => addHead(tx, third))
  expect([await heads(first), await heads(second), await heads(third)]).toEqual([[], [], [{ seq: 0 }]])
})

test('a connection that breaks between two statements of a transaction ends the transaction and nothing else', async () => {
  if (sql.dialect === 'sqlite') return
  const work = sql.transaction(async (tx) => {
    const [row] = await tx.all<{ pid: number }>('SELECT pg_backend_pid() AS "pid"')
    await sql.all('SELECT pg_terminate_backend(?)', [Number(row?.pid)])
    // While it waits for something else, the end of the connection arrives.
    await new Promise((resolve) => setTimeout(resolve, 300))
    return tx.all('SELECT 1 AS "one"')
  })
  await expect(work).rejects.toThrow()
  expect(await sql.all('SELECT 1 AS "one"')).toEqual([{ one: 1 }])
})
