import { editContact } from '@/lib/contacts/edit-contact'
import { mergeContacts } from '@/lib/merges/merge-contacts'
import { mergeSchema } from '@/lib/merges/schema'
import { undoMerge } from '@/lib/merges/undo-merge'
import type { Actor } from '@/lib/server/actor'
import { db } from '@/lib/server/db'
import { demoActor } from './actors'
import { must } from './settings'

/** Customers with an old card, whose two CRM records claim one phone. */
const OLD_CARDS = [
  { known: 'CRM-10018', old: 'CRM-9002' },
  { known: 'CRM-10089', old: 'CRM-9004' },
]

/**
 * One merge that holds and is still to be carried out in the CRM, and one that was wrong: it was undone after somebody had
 * corrected the name, which therefore waits for a decision.
 */
export async function loadMerges(system: Actor): Promise<void> {
  const actor = await demoActor(system.workspaceId, 'crm_owner')
  const [right, wrong] = OLD_CARDS
  if (!right || !wrong) return
  await merge(actor, right, 'Showed both cards at the till.')
  const { survivorId, id } = await merge(actor, wrong, 'Same surname and phone.')
  const { version, crmContactId, name } = await db.contact.findUniqueOrThrow({ where: { id: survivorId } })
  must(await editContact(actor, { id: survivorId, version, crmContactId, name: `${name} (garden design)` }))
  must(await undoMerge(actor, id))
}

async function merge(actor: Actor, { known, old }: { known: string; old: string }, note: string) {
  const [survivorId, mergedId] = [await idOf(actor, known), await idOf(actor, old)]
  const { id } = must(await mergeContacts(actor, mergeSchema.parse({ survivorId, mergedId, note })))
  if (!id) throw new Error('The demo customers were not merged.')
  return { survivorId, id }
}

async function idOf({ workspaceId }: Actor, crmContactId: string): Promise<string> {
  const found = await db.contact.findFirstOrThrow({ where: { workspaceId, crmContactId }, select: { id: true } })
  return found.id
}
