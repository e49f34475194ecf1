import { systemActor } from '@/lib/server/actor'
import { appendAudit } from '@/lib/server/audit-chain'
import type { Sql, SqlDb } from '@/lib/server/sql'
import { newId } from '@/lib/shared/ids'
import { tryInHalves } from './bad-updates'
import type { BatchItem } from './batch'
import { batchDraft } from './batch-audit'
import type { Read } from './chunks'
import { holdDeliveries, markFailedTry, takeWorkspace } from './delivery-store'
import { type DecidedEvent, loadKnownEvents, writeEvents } from './event-store'
import { failureText } from './failures'
import { PERSON_RULE_VERSION, type Resolution } from './model'
import { isEnvironmental } from './resolve-errors'
import { loadSettings } from './settings-store'
import { step } from './why-steps'

/** Product.md section 8: an event that always throws is set aside after this many tries. */
export const MAX_TRIES = 5

const TRIED_AGAIN = 'Handrail could not process it yet, and tries again by itself.'

type FailedDelivery = {
  read: Read
  /** The updates that threw; none when the delivery as a whole could not be finished. */
  bad: readonly BatchItem[]
  now: Date
  /** When it is tried again; null after the last try. */
  nextTryAt: Date | null
}

/**
 * Notes that some updates of a delivery threw, once its others are resolved. It is tried again; after the last try each of
 * those updates becomes an event that failed, with a sentence, and the delivery is set aside. Both can be retried.
 */
export async function noteFailedTry(db: SqlDb, { read, bad, now, nextTryAt }: FailedDelivery): Promise<void> {
  const { delivery, items } = read
  if (nextTryAt === null)
    await failUpdates(db, { workspaceId: delivery.workspaceId, deliveryId: delivery.id, bad, now })
  const problem = nextTryAt ? TRIED_AGAIN : sentenceFor(bad.length, items.length)
  await markFailedTry(db, { id: delivery.id, tries: delivery.tries, nextTryAt, problem, updates: items.length })
}

function sentenceFor(bad: number, updates: number): string {
  return failureText('processing-failed', { bad: bad || updates, updates }).sentence
}

type Failing = { workspaceId: string; deliveryId: string; bad: readonly BatchItem[]; now: Date }

/** An update of which not even the failure can be stored is told by its delivery alone. */
async function failUpdates(db: SqlDb, failing: Failing): Promise<void> {
  const write = (bad: readonly BatchItem[]) => db.transaction((sql) => writeFailed(sql, { ...failing, bad }))
  try {
    await write(failing.bad)
  } catch (error) {
    if (isEnvironmental(error)) throw error
    await tryInHalves(failing.bad, error, write)
  }
}

async function writeFailed(sql: Sql, { workspaceId, deliveryId, bad, now }: Failing): Promise<void> {
  await takeWorkspace(sql, workspaceId)
  const held = await holdDeliveries(sql, [deliveryId])
  if (held.size === 0) return
  const known = await loadKnownEvents(sql, workspaceId, new Set(bad.map((item) => item.update.key)))
  const { numbers } = await loadSettings(sql, workspaceId)
  const events = bad.flatMap((item): DecidedEvent[] => {
    const stored = known.get(item.update.key)
    if (stored && !stored.pending) return []
    const number = numbers.find(item.update)
    const id = stored?.id ?? newId('ev')
    return [{ id, isReplay: stored !== undefined, item, number, resolution: setAside(), tookMicros: 0 }]
  })
  if (events.length === 0) return
  await writeEvents(sql, events, { workspaceId, now })
  await appendAudit(sql, systemActor(workspaceId, 'worker'), [batchDraft(events)], now)
}

function setAside(): Resolution {
  const error = { code: 'processing-failed' } as const
  return {
    outcome: 'failed',
    rule: 11,
    ruleVersion: PERSON_RULE_VERSION,
    why: [step('rule-11-failed', error)],
    error,
    candidates: [],
    phoneOnlyOutcome: 'none',
  }
}
