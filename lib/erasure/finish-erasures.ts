import { systemActor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { db, sqlOf } from '@/lib/server/db'
import { decrypt } from '@/lib/server/keys'
import type { SqlDb } from '@/lib/server/sql'
import { ok } from '@/lib/shared/result'
import type { Removed } from './remove-store'
import { emptyTraces, findTraces } from './sweep-store'
import type { Traces } from './traces'
import { wipeFreed } from './wipe'

type Row = { id: string; workspaceId: string; requestedAt: Date; counts: unknown; traces: string | null }

/**
 * Looks through what no index leads to for the persons that were erased, and makes the database forget what it has
 * freed. Begins anew after a crash. Waits for deliveries that came before the request and are not resolved yet.
 */
export async function finishErasures(sql: SqlDb): Promise<number> {
  const open = await db.erasure.findMany({ where: { doneAt: null }, orderBy: { id: 'asc' } })
  const swept: Row[] = []
  for (const row of open) {
    const waiting = await db.delivery.count({
      where: { workspaceId: row.workspaceId, state: 'stored', receivedAt: { lte: row.requestedAt } },
    })
    if (waiting > 0) continue
    await sweep(sql, row)
    swept.push(row)
  }
  // An erasure is done when the log has nothing of the person either; until then it stays open and is tried again.
  if (swept.length === 0 || !(await wipeFreed(sql))) return 0
  for (const row of swept) await close(row)
  return swept.length
}

async function sweep(sql: SqlDb, { id, workspaceId, requestedAt, counts, traces }: Row): Promise<void> {
  const looked: Traces = traces ? JSON.parse(decrypt('erasure', traces, id)) : { anywhere: [], whole: [] }
  const found = await findTraces(sql, { workspaceId, before: requestedAt }, looked)
  if (Object.values(found).every((ids) => ids.length === 0)) return
  await transact(systemActor(workspaceId, 'worker'), async (tx, record) => {
    const swept = await emptyTraces(sqlOf(tx), found, new Date())
    await tx.erasure.updateMany({ where: { id, doneAt: null }, data: { counts: addUp(counts, swept) } })
    record({ action: 'contact.erasure-swept', subject: { kind: 'erasure', id }, more: { swept } })
    return ok(null)
  })
}

async function close({ id, workspaceId }: Row): Promise<void> {
  await transact(systemActor(workspaceId, 'worker'), async (tx, record) => {
    const { count } = await tx.erasure.updateMany({
      where: { id, doneAt: null },
      data: { doneAt: new Date(), traces: null },
    })
    if (count > 0) record({ action: 'contact.erasure-finished', subject: { kind: 'erasure', id } })
    return ok(null)
  })
}

function addUp(counts: unknown, swept: Record<string, number>): Record<string, number> {
  const sum: Record<string, number> = { ...(counts as Removed) }
  for (const [name, more] of Object.entries(swept)) sum[name] = (sum[name] ?? 0) + more
  return sum
}
