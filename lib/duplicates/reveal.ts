import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { formatPhone } from '@/lib/shared/phone'
import { fail, ok, type Result } from '@/lib/shared/result'
import { COMPARED, readEvents, readHeld, readIdentifiers, readPlacements } from './detail-store'
import { factsOf } from './list-conflicts'
import { asOneOf, type Evidence, readBefore, SHOWN_KINDS } from './rules'
import { plainText } from './shown'
import { readConflicts, type StoredConflict } from './store'

/** Plain values by the `source` of the cell, the identifier or the reply that shows them masked. */
export type RevealedConflict = Record<string, string>

function saidBy(moment: 'now' | 'before', shown: Evidence['shown']): RevealedConflict {
  return Object.fromEntries(shown.map((one) => [`${moment}.${one.kind}`, plainText(one)]))
}

async function plainOf(conflict: StoredConflict): Promise<{ values: RevealedConflict; contactIds: string[] }> {
  const { workspaceId, id } = conflict
  const { evidence, contactIds } = factsOf(conflict)
  const compared = contactIds.slice(0, COMPARED)
  const proposed = evidence.proposal?.kind === 'split' ? evidence.proposal.identifierIds : []
  const [held, separated, placements, { last }] = await Promise.all([
    readHeld(workspaceId, compared),
    readIdentifiers(workspaceId, proposed),
    readPlacements(workspaceId, id),
    readEvents(workspaceId, conflict),
  ])
  const values: RevealedConflict = {
    ...saidBy('now', evidence.shown),
    ...saidBy('before', readBefore(last?.identifiers)),
  }
  for (const row of [...held, ...separated]) {
    const kind = asOneOf(SHOWN_KINDS, row.kind)
    if (kind) values[row.id] = plainText({ kind, value: row.value })
  }
  for (const { thread } of placements) {
    values[`reply.${thread.id}`] = thread.replyTo ? formatPhone(thread.replyTo) : (thread.replyRecipient ?? '')
  }
  return { values, contactIds: compared }
}

/**
 * Shows the identifiers of one conflict in full: those of the payload, those its contacts hold, and where replies go. Who
 * asked is in the audit log, in the transaction that answers; the values are not.
 */
export async function revealConflict(
  actor: Actor,
  { id }: { id: string },
): Promise<Result<RevealedConflict, 'not-allowed' | 'not-found'>> {
  if (!can(actor, 'duplicates:read') || !can(actor, 'identity:reveal')) return fail('not-allowed')
  const [conflict] = await readConflicts(actor.workspaceId, [id])
  if (!conflict) return fail('not-found')
  const { values, contactIds } = await plainOf(conflict)
  return transact<RevealedConflict, never>(actor, async (_tx, record) => {
    const more = { contactIds, count: Object.keys(values).length }
    record({ action: 'identity.revealed', subject: { kind: 'conflict', id }, more })
    return ok(values)
  })
}
