import { type Actor, can } from '@/lib/server/actor'
import { transact } from '@/lib/server/audit'
import { sqlOf, type Tx } from '@/lib/server/db'
import { nameKey } from '@/lib/shared/name-key'
import { fail, ok, type Result } from '@/lib/shared/result'
import { storableText } from '@/lib/shared/text'
import { type Tidings, tell } from '@/lib/webhooks/tell'
import { ChangedMeanwhile, isUniqueViolation } from './retry'
import type { EditContact, SetLabels } from './schema'

/** A contact as two editors see it when they collide. */
export type EditableContact = {
  name: string | null
  crmContactId: string | null
  labels: string[]
  version: number
}

type Found = EditableContact & { provisional: boolean }

async function findEditable(tx: Tx, workspaceId: string, id: string): Promise<Found | undefined> {
  const contact = await tx.contact.findFirst({
    where: { id, workspaceId, state: 'active' },
    select: {
      name: true,
      crmContactId: true,
      version: true,
      provisional: true,
      labels: { select: { label: true }, orderBy: { label: 'asc' } },
    },
  })
  return contact ? { ...contact, labels: contact.labels.map((row) => row.label) } : undefined
}

function currentOf({ provisional: _provisional, ...contact }: Found): { current: EditableContact } {
  return { current: contact }
}

const edited = (contactId: string): Tidings => ({ event: 'contact.changed', contactId, changed: ['fields'] })

type EditProblem = 'not-allowed' | 'not-found' | 'stale-version' | 'crm-id-taken'

/**
 * Changes the name and the CRM contact id of a contact. With a CRM contact id it is no longer provisional; without one it
 * keeps what it was. The id another contact has is refused: two records of one person are a duplicate to review.
 */
export async function editContact(actor: Actor, input: EditContact): Promise<Result<{ version: number }, EditProblem>> {
  if (!can(actor, 'contacts:write')) return fail('not-allowed')
  const name = input.name === null ? null : storableText(input.name)
  const crmContactId = input.crmContactId === null ? null : storableText(input.crmContactId)
  const { workspaceId } = actor
  try {
    return await transact<{ version: number }, EditProblem>(actor, async (tx, record) => {
      const before = await findEditable(tx, workspaceId, input.id)
      if (!before) return fail('not-found')
      if (before.version !== input.version) return fail('stale-version', currentOf(before))
      if (before.name === name && before.crmContactId === crmContactId) return ok({ version: before.version })
      if (await isTaken(tx, workspaceId, { id: input.id, crmContactId })) return fail('crm-id-taken', { crmContactId })
      const provisional = crmContactId === null ? before.provisional : false
      const written = await tx.contact.updateMany({
        where: { id: input.id, workspaceId, version: input.version },
        data: { name, nameKey: nameKey(name), crmContactId, provisional, version: { increment: 1 } },
      })
      if (written.count === 0) throw new ChangedMeanwhile()
      await tell(sqlOf(tx), workspaceId, [edited(input.id)])
      record({
        action: 'contact.updated',
        subject: { kind: 'contact', id: input.id },
        before: { name: before.name, crmContactId: before.crmContactId, provisional: before.provisional },
        after: { name, crmContactId, provisional },
      })
      return ok({ version: input.version + 1 })
    })
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return editContact(actor, input)
    if (isUniqueViolation(error)) return fail('crm-id-taken', { crmContactId })
    throw error
  }
}

async function isTaken(
  tx: Tx,
  workspaceId: string,
  { id, crmContactId }: { id: string; crmContactId: string | null },
): Promise<boolean> {
  if (crmContactId === null) return false
  const holder = await tx.contact.findFirst({ where: { workspaceId, crmContactId }, select: { id: true } })
  return holder !== null && holder.id !== id
}

/** Sets the labels of a contact; routing rules may read them. A contact's history keeps who changed them. */
export async function setLabels(
  actor: Actor,
  input: SetLabels,
): Promise<Result<{ version: number }, 'not-allowed' | 'not-found' | 'stale-version'>> {
  if (!can(actor, 'contacts:write')) return fail('not-allowed')
  const { workspaceId } = actor
  const labels = [...new Set(input.labels.map(storableText))].sort()
  return transact<{ version: number }, 'not-found' | 'stale-version'>(actor, async (tx, record) => {
    const before = await findEditable(tx, workspaceId, input.id)
    if (!before) return fail('not-found')
    if (before.version !== input.version) return fail('stale-version', currentOf(before))
    if (before.labels.join('\n') === labels.join('\n')) return ok({ version: before.version })
    const where = { id: input.id, workspaceId, version: input.version }
    const written = await tx.contact.updateMany({ where, data: { version: { increment: 1 } } })
    if (written.count === 0)
      return fail('stale-version', currentOf((await findEditable(tx, workspaceId, input.id)) ?? before))
    await tx.contactLabel.deleteMany({ where: { contactId: input.id, workspaceId } })
    await tx.contactLabel.createMany({ data: labels.map((label) => ({ contactId: input.id, workspaceId, label })) })
    await tell(sqlOf(tx), workspaceId, [edited(input.id)])
    record({
      action: 'contact.updated',
      subject: { kind: 'contact', id: input.id },
      before: { labels: before.labels },
      after: { labels },
    })
    return ok({ version: input.version + 1 })
  })
}
