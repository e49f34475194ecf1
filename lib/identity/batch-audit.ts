import { createHash } from 'node:crypto'
import type { AuditDraft } from '@/lib/server/audit-chain'
import type { DecidedEvent } from './event-store'

/** One line of the hash: what was decided for one event. Recomputed from the stored row to prove that it is unchanged. */
function auditLine(event: {
  id: string
  key: string
  outcome: string
  contactId: string | null
  threadId: string | null
}): string {
  return [event.id, event.key, event.outcome, event.contactId ?? '', event.threadId ?? ''].join('|')
}

export function outcomesOf(events: readonly DecidedEvent[]): Record<string, number> {
  const outcomes: Record<string, number> = {}
  for (const { resolution } of events) outcomes[resolution.outcome] = (outcomes[resolution.outcome] ?? 0) + 1
  return outcomes
}

/** The one audit entry of a batch: how many events, how they ended, and a hash over them (product.md section 3). */
export function batchDraft(events: readonly DecidedEvent[]): AuditDraft {
  const hash = createHash('sha256')
  for (const { id, item, resolution } of events) {
    const { outcome, contactId = null, threadId = null } = resolution
    hash.update(`${auditLine({ id, key: item.update.key, outcome, contactId, threadId })}\n`)
  }
  const more = {
    events: events.length,
    outcomes: outcomesOf(events),
    first: events[0]?.id ?? null,
    last: events.at(-1)?.id ?? null,
    hash: hash.digest('hex'),
  }
  return { action: 'identity.batch-resolved', subject: { kind: 'events', id: null }, more }
}
