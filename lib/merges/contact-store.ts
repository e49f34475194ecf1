import { ChangedMeanwhile } from '@/lib/contacts/retry'
import type { Tx } from '@/lib/server/db'
import { nameKey } from '@/lib/shared/name-key'
import type { Fields } from './model'

export type Change = {
  id: string
  /** The version that was read; somebody else's change in between starts the work again. */
  version: number
  fields: Fields
  mergedIntoId: string | null
}

const dateOf = (iso: string | null): Date | null => (iso === null ? null : new Date(iso))

function dataOf({ fields, mergedIntoId }: Change) {
  const { name, crmContactId, language, ownerMemberId, provisional, firstContactAt, lastContactAt } = fields
  return {
    ...{ name, nameKey: nameKey(name), crmContactId, language, ownerMemberId, provisional, mergedIntoId },
    state: mergedIntoId === null ? 'active' : 'merged',
    firstContactAt: dateOf(firstContactAt),
    lastContactAt: dateOf(lastContactAt),
  }
}

/** Writes both contacts of a merge. No two ever have one CRM contact id, not even for a moment. */
export async function writeContacts(tx: Tx, workspaceId: string, changes: readonly [Change, Change]): Promise<void> {
  for (const { id, version } of changes) {
    const where = { id, workspaceId, version }
    const written = await tx.contact.updateMany({ where, data: { crmContactId: null, version: { increment: 1 } } })
    if (written.count === 0) throw new ChangedMeanwhile()
  }
  for (const change of changes) {
    await tx.contact.updateMany({ where: { id: change.id, workspaceId }, data: dataOf(change) })
  }
}

/** Puts exactly these labels on a contact. */
export async function writeLabels(
  tx: Tx,
  { workspaceId, contactId }: { workspaceId: string; contactId: string },
  { before, after }: { before: readonly string[]; after: readonly string[] },
): Promise<void> {
  const gone = before.filter((label) => !after.includes(label))
  const added = after.filter((label) => !before.includes(label))
  if (gone.length > 0) await tx.contactLabel.deleteMany({ where: { contactId, workspaceId, label: { in: gone } } })
  if (added.length > 0) {
    await tx.contactLabel.createMany({ data: added.map((label) => ({ contactId, workspaceId, label })) })
  }
}
