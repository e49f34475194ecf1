import { mergeContacts } from '@/lib/merges/merge-contacts'
import { mergeSchema } from '@/lib/merges/schema'
import { systemActor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { activeRules } from './dedup-store'
import { contactsInOrder, readEvidence } from './rules'

const AT_ONCE = 200

/**
 * The one exception of rule 5, where it is switched on: a provisional contact becomes part of the single CRM contact that
 * claims its phone, once one signed payload showed both identifiers. Every such merge is refused where a reply would move,
 * is in the log as the worker's, and can be undone like any other. Returns how many were made.
 */
export async function mergeProvisional(): Promise<number> {
  const sets = await db.dedupRuleSet.findMany({ where: { active: true }, select: { workspaceId: true } })
  let merged = 0
  for (const { workspaceId } of sets) {
    const { rules } = await activeRules(workspaceId)
    if (rules.actions.mergeProvisional) merged += await mergeIn(workspaceId)
  }
  return merged
}

async function mergeIn(workspaceId: string): Promise<number> {
  const conflicts = await db.conflict.findMany({
    where: { workspaceId, state: 'open', kind: 'phone-held-by-another', proposal: 'duplicate-review' },
    orderBy: { id: 'asc' },
    take: AT_ONCE,
  })
  let merged = 0
  for (const { contactId, candidates, identifiers } of conflicts) {
    const { proposal } = readEvidence(identifiers)
    // A phone that a signed payload showed with the other contact may have passed on: that is for a person to tell.
    if (proposal?.kind !== 'duplicate-review' || proposal.basis !== 'claim' || !contactId) continue
    const [, otherId, another] = contactsInOrder(contactId, candidates)
    if (!otherId || another) continue
    if (!(await isException(workspaceId, contactId, otherId))) continue
    const note = 'Merged by itself: the duplicate rules in force allow it for a provisional contact.'
    const input = mergeSchema.parse({ survivorId: otherId, mergedId: contactId, note })
    const result = await mergeContacts(systemActor(workspaceId, 'worker'), input)
    if (result.ok) merged += 1
  }
  return merged
}

/**
 * One is provisional, the other is of the CRM, claims a phone, and has no WhatsApp account of its own yet. What a person
 * has undone is not done again.
 */
async function isException(workspaceId: string, provisionalId: string, crmId: string): Promise<boolean> {
  const [shown, known] = await Promise.all([
    db.contact.findFirst({ where: { id: provisionalId, workspaceId, state: 'active', provisional: true } }),
    db.contact.findFirst({ where: { id: crmId, workspaceId, state: 'active', crmContactId: { not: null } } }),
  ])
  if (!shown || !known || shown.crmContactId) return false
  const accounts = await db.identifier.count({
    where: { workspaceId, contactId: crmId, kind: 'bsuid', active: true },
  })
  if (accounts > 0) return false
  const undone = await db.merge.count({ where: { workspaceId, survivorId: crmId, mergedId: provisionalId } })
  return undone === 0
}
