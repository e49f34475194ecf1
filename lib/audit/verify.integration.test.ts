import { appendFileSync, copyFileSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '@/lib/shared/ids'
import { ok } from '@/lib/shared/result'
import { systemActor } from '../server/actor'
import { transact } from '../server/audit'
import { keyedHash } from '../server/keys'
import { dialectOf, openSql, type SqlDb } from '../server/sql'
import { seedWorkspace } from '../server/testing/seed'
import { detailText, GENESIS, linkText } from './chain'
import { checkpointFile, exportCheckpoints } from './checkpoint'
import { verifyChain } from './verify'

const databaseUrl = process.env.DATABASE_URL ?? ''
let sql: SqlDb
let workspaceId = ''

beforeAll(() => {
  sql = openSql(databaseUrl)
})
afterAll(() => sql.close())

async function change(n: number): Promise<void> {
  await transact(systemActor(workspaceId, 'cli'), async (tx, record) => {
    await tx.workspace.update({ where: { id: workspaceId }, data: { bodyRetentionDays: n } })
    record({
      action: 'workspace.updated',
      subject: { kind: 'workspace', id: workspaceId },
      before: n - 1,
      after: { n },
    })
    return ok(n)
  })
}

beforeEach(async () => {
  workspaceId = await seedWorkspace()
  for (let n = 1; n <= 12; n += 1) await change(n)
})

const at = (seq: number): [string, number] => [workspaceId, seq]
const WHERE = 'WHERE "workspaceId" = ? AND "seq" = ?'

test('an untouched chain verifies, with and without checkpoints', async () => {
  expect(await verifyChain(sql, workspaceId)).toEqual({ workspaceId, entries: 12, checkpoints: 0 })
  await exportCheckpoints(sql)
  await change(13)
  expect(await verifyChain(sql, workspaceId)).toEqual({ workspaceId, entries: 13, checkpoints: 1 })
})

describe('tampering is found and the first bad entry is named', () => {
  test('a changed field, of every field', async () => {
    const fields = [
      'actorKind',
      'actorId',
      'action',
      'subjectKind',
      'subjectId',
      'correlationId',
      'origin',
      'detailHash',
    ]
    for (const [i, field] of fields.entries()) {
      const seq = i + 2
      const before = await sql.all(`SELECT "${field}" AS v FROM "AuditEvent" ${WHERE}`, at(seq))
      await sql.run(`UPDATE "AuditEvent" SET "${field}" = 'x' ${WHERE}`, at(seq))
      expect(await verifyChain(sql, workspaceId)).toMatchObject({ broken: { seq, reason: 'entry-altered' } })
      await sql.run(`UPDATE "AuditEvent" SET "${field}" = ? ${WHERE}`, [before[0]?.v as string | null, ...at(seq)])
    }
    await sql.run(`UPDATE "AuditEvent" SET "at" = ? ${WHERE}`, [new Date(0), ...at(5)])
    expect(await verifyChain(sql, workspaceId)).toMatchObject({ broken: { seq: 5, reason: 'entry-altered' } })
  })

  test('changed or removed details', async () => {
    await sql.run(`UPDATE "AuditEvent" SET "detail" = '{"after":{"n":99}}' ${WHERE}`, at(4))
    expect(await verifyChain(sql, workspaceId)).toMatchObject({ broken: { seq: 4, reason: 'detail-altered' } })
    await sql.run(`UPDATE "AuditEvent" SET "detail" = NULL ${WHERE}`, at(4))
    expect(await verifyChain(sql, workspaceId)).toMatchObject({ broken: { seq: 4, reason: 'detail-altered' } })
  })

  test('a deleted entry', async () => {
    await sql.run(`DELETE FROM "AuditEvent" ${WHERE}`, at(6))
    expect(await verifyChain(sql, workspaceId)).toMatchObject({ broken: { seq: 6, reason: 'missing-entry' } })
  })

  test('two entries swapped', async () => {
    await sql.run(`UPDATE "AuditEvent" SET "seq" = 1000 ${WHERE}`, at(6))
    await sql.run(`UPDATE "AuditEvent" SET "seq" = 6 ${WHERE}`, at(7))
    await sql.run(`UPDATE "AuditEvent" SET "seq" = 7 ${WHERE}`, at(1000))
    expect(await verifyChain(sql, workspaceId)).toMatchObject({ broken: { seq: 6 } })
  })

  test('an inserted entry that has no valid hash', async () => {
    await sql.run(
      `INSERT INTO "AuditEvent" SELECT ? AS "id", "workspaceId", 13, "at","actorKind","actorId","action","subjectKind","subjectId",
       "correlationId","origin","detail","detailSalt","detailHash","erasedAt","hash","hash" FROM "AuditEvent" ${WHERE}`,
      [newId('aud'), ...at(12)],
    )
    expect(await verifyChain(sql, workspaceId)).toMatchObject({ broken: { seq: 13 } })
  })

  test('a cut tail, also when the head was set back to fit', async () => {
    await exportCheckpoints(sql)
    await sql.run('DELETE FROM "AuditEvent" WHERE "workspaceId" = ? AND "seq" > 9', [workspaceId])
    expect(await verifyChain(sql, workspaceId)).toMatchObject({ broken: { seq: 10 } })
    const last = await sql.all(`SELECT "hash" FROM "AuditEvent" ${WHERE}`, at(9))
    await sql.run('UPDATE "AuditHead" SET "seq" = 9, "hash" = ? WHERE "workspaceId" = ?', [
      String(last[0]?.hash),
      workspaceId,
    ])
    expect(await verifyChain(sql, workspaceId)).toMatchObject({ broken: { seq: 10, reason: 'older-than-checkpoint' } })
  })

  test('a rebuilt chain: even by someone who somehow had the key, the checkpoint knows better', async () => {
    await exportCheckpoints(sql)
    await rebuildFrom(12, { n: 77 })
    expect(await verifyChain(sql, workspaceId)).toMatchObject({ broken: { seq: 12, reason: 'rebuilt' } })
  })

  test('a chain rebuilt without the key', async () => {
    await rebuildFrom(12, { n: 77 }, 'guess')
    expect(await verifyChain(sql, workspaceId)).toMatchObject({ broken: { seq: 12, reason: 'entry-altered' } })
  })
})

/** Rewrites one entry with consistent hashes, as somebody with write access to the database would. */
async function rebuildFrom(seq: number, detail: unknown, salt = ''): Promise<void> {
  const rows = await sql.all(`SELECT * FROM "AuditEvent" ${WHERE}`, at(seq))
  const row = rows[0] as Record<string, string | null>
  const hash = (text: string): string => keyedHash('audit', salt + text)
  const detailHash = hash(detailText(row.detailSalt ?? '', detail))
  const when = new Date(0)
  const link = linkText({
    workspaceId,
    seq,
    at: when,
    actorKind: row.actorKind ?? '',
    actorId: row.actorId ?? null,
    action: row.action ?? '',
    subjectKind: row.subjectKind ?? '',
    subjectId: row.subjectId ?? null,
    correlationId: row.correlationId ?? null,
    origin: row.origin ?? null,
    detailHash,
    prevHash: row.prevHash ?? GENESIS,
  })
  await sql.run(`UPDATE "AuditEvent" SET "detail" = ${json()}, "detailHash" = ?, "hash" = ?, "at" = ? ${WHERE}`, [
    JSON.stringify(detail),
    detailHash,
    hash(link),
    when,
    ...at(seq),
  ])
  await sql.run('UPDATE "AuditHead" SET "hash" = ? WHERE "workspaceId" = ?', [hash(link), workspaceId])
}

function json(): string {
  return dialectOf(databaseUrl) === 'sqlite' ? '?' : '?::jsonb'
}

test.runIf(dialectOf(databaseUrl) === 'sqlite')('an old copy of the database put back', async () => {
  const file = databaseUrl.replace(/^file:/, '')
  await sql.all('PRAGMA wal_checkpoint(TRUNCATE)')
  copyFileSync(file, `${file}.old`)
  for (let n = 13; n <= 20; n += 1) await change(n)
  await exportCheckpoints(sql)
  const old = openSql(`file:${file}.old`)
  expect(await verifyChain(old, workspaceId)).toMatchObject({ broken: { seq: 13, reason: 'older-than-checkpoint' } })
  await old.close()
  rmSync(`${file}.old`)
})

test('details erased on purpose leave the chain whole', async () => {
  await sql.run(`UPDATE "AuditEvent" SET "detail" = NULL, "erasedAt" = ? ${WHERE}`, [new Date(), ...at(3)])
  expect(await verifyChain(sql, workspaceId)).toMatchObject({ entries: 12 })
  expect((await verifyChain(sql, workspaceId)).broken).toBeUndefined()
})

test('a forged checkpoint line is ignored', async () => {
  appendFileSync(
    checkpointFile(),
    `${JSON.stringify({ workspaceId, seq: 900, hash: 'x', at: 'now', mac: 'x' })}\n{"cut`,
  )
  expect((await verifyChain(sql, workspaceId)).broken).toBeUndefined()
})
