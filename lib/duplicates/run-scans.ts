import { type Actor, actorId, can, systemActor } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { takeHead } from '@/lib/server/audit-chain'
import { db, sqlOf, writeTransaction } from '@/lib/server/db'
import type { SqlDb } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { fail, ok, type Result } from '@/lib/shared/result'
import { activeRules } from './dedup-store'
import { scanContacts, scanWorkspace, TooManyPairs } from './scan'
import { newHolders } from './scan-store'

const LEASE_MS = 2 * 60_000

/** Has the whole workspace looked through in the background; one scan at a time. */
export async function startScan(
  actor: Actor,
  now = new Date(),
): Promise<Result<{ scanId: string }, 'not-allowed' | 'scan-running'>> {
  if (!can(actor, 'duplicates:write')) return fail('not-allowed')
  const { workspaceId } = actor
  return transact<{ scanId: string }, 'scan-running'>(actor, async (tx, record) => {
    await takeHead(sqlOf(tx), workspaceId)
    const running = await tx.duplicateScan.findFirst({ where: { workspaceId, state: 'running' } })
    if (running) return fail('scan-running')
    const total = await tx.identifier.count({ where: { workspaceId } })
    const id = newId('job')
    const startedById = actorId(actor)
    await tx.duplicateScan.create({ data: { id, workspaceId, state: 'running', total, startedAt: now, startedById } })
    record({ action: 'duplicates.scan-started', subject: { kind: 'scan', id }, more: { total } })
    return ok({ scanId: id })
  })
}

export type ScanShown = {
  id: string
  state: string
  scanned: number
  total: number
  found: number
  startedAt: Date
  endedAt: Date | null
  problem: string | null
}

/** The scan that runs, or the last one; null before the first. */
export async function latestScan({ workspaceId }: Actor): Promise<ScanShown | null> {
  const scan = await db.duplicateScan.findFirst({
    where: { workspaceId },
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
  })
  if (!scan) return null
  const { id, state, scanned, total, found, startedAt, endedAt, problem } = scan
  return { id, state, scanned, total, found, startedAt, endedAt, problem }
}

/** Works through scans that wait, for the worker. A process that dies in the middle leaves the scan to the next one. */
export async function runScans(sql: SqlDb, now = new Date()): Promise<number> {
  const due = await db.duplicateScan.findMany({
    where: { state: 'running', OR: [{ claimedUntil: null }, { claimedUntil: { lte: now } }] },
    orderBy: { startedAt: 'asc' },
    take: 5,
  })
  let done = 0
  for (const scan of due) {
    const taken = await writeTransaction((tx) =>
      tx.duplicateScan.updateMany({
        where: { id: scan.id, state: 'running', claimedUntil: scan.claimedUntil },
        data: { claimedUntil: new Date(now.getTime() + LEASE_MS) },
      }),
    )
    if (taken.count === 1) done += await runScan(sql, scan)
  }
  return done
}

async function runScan(sql: SqlDb, { id, workspaceId }: { id: string; workspaceId: string }): Promise<number> {
  const tell = async (progress: { scanned: number; found: number }) => {
    const claimedUntil = new Date(Date.now() + LEASE_MS)
    await writeTransaction((tx) => tx.duplicateScan.updateMany({ where: { id }, data: { ...progress, claimedUntil } }))
  }
  const { matching } = (await activeRules(workspaceId)).rules
  try {
    const { found, opened, gone, crowds } = await scanWorkspace({ sql, workspaceId, now: new Date(), matching }, tell)
    await transact<null, string>(systemActor(workspaceId, 'worker'), async (tx, record) => {
      const data = { state: 'done', found, endedAt: new Date(), claimedUntil: null }
      await tx.duplicateScan.updateMany({ where: { id, state: 'running' }, data })
      record({ action: 'duplicates.scanned', subject: { kind: 'scan', id }, more: { found, opened, gone, crowds } })
      return ok(null)
    })
    return 1
  } catch (error) {
    if (!(error instanceof TooManyPairs)) throw error
    const problem = 'Too many contacts share a phone, an e-mail or a CRM key. Look for a placeholder in the import.'
    await writeTransaction((tx) =>
      tx.duplicateScan.updateMany({
        where: { id },
        data: { state: 'failed', problem, endedAt: new Date(), claimedUntil: null },
      }),
    )
    return 1
  }
}

const WATCH = 'duplicates-watch'
const AT_ONCE = 5_000
/** Ids are made before their transaction is written: what is younger than this may still be on its way. */
const SETTLED_MS = 30_000

/**
 * Looks at contacts that got an identifier since the last look, so that a pair is there a minute after the message. How
 * far it looked is kept in one row; what falls through a crack is found by the nightly scan.
 */
export async function scanArrivals(sql: SqlDb, now = new Date()): Promise<number> {
  const before = newId('idn', now.getTime() - SETTLED_MS)
  const kept = await db.job.findUnique({ where: { uniqueKey: WATCH } })
  if (!kept) {
    const args = { after: before }
    const data = { id: newId('job'), kind: WATCH, uniqueKey: WATCH, args, state: 'running', runAt: now }
    // Two processes at once: the second one has nothing to begin.
    await writeTransaction((tx) => tx.job.createMany({ data: [data] })).catch(() => undefined)
    return 0
  }
  const after = String((kept.args as { after?: unknown }).after ?? '')
  const { byWorkspace, last } = await newHolders(sql, { after, before, take: AT_ONCE })
  if (last === after) return 0
  let scanned = 0
  for (const [workspaceId, contactIds] of byWorkspace) {
    const { matching, actions } = (await activeRules(workspaceId)).rules
    if (!actions.onArrival) continue
    await scanContacts({ sql, workspaceId, now, matching }, [...contactIds])
    scanned += contactIds.size
  }
  await writeTransaction((tx) => tx.job.updateMany({ where: { uniqueKey: WATCH }, data: { args: { after: last } } }))
  return scanned
}

/** Every workspace with contacts, once a night: for what no new identifier told of, a name or an ended phone. */
export async function startNightlyScans(now = new Date()): Promise<void> {
  const workspaces = await db.workspace.findMany({ select: { id: true } })
  for (const { id } of workspaces) {
    if ((await db.contact.findFirst({ where: { workspaceId: id, state: 'active' }, select: { id: true } })) === null)
      continue
    if (!(await activeRules(id)).rules.actions.nightly) continue
    await startScan(systemActor(id, 'worker'), now)
  }
}
