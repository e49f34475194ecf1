import { writeTransaction } from '@/lib/server/db'
import { newId } from '@/lib/shared/ids'
import { nameKey } from '@/lib/shared/name-key'

export type SeededIdentifier = {
  kind: 'phone' | 'bsuid' | 'parent_bsuid' | 'username' | 'email'
  value: string
  scope?: string
  verified?: boolean
  active?: boolean
  matchKey?: string
}

type SeededContact = {
  name?: string | null
  crmContactId?: string | null
  provisional?: boolean
  labels?: string[]
  identifiers?: SeededIdentifier[]
  lastContactAt?: Date
}

/** A contact as the resolver or an import would have left it. Returns its id. */
export async function seedContact(workspaceId: string, given: SeededContact = {}): Promise<string> {
  const id = newId('c')
  const now = new Date('2026-11-20T10:00:00Z')
  const { name = null, crmContactId = null, identifiers = [], labels = [] } = given
  await writeTransaction(async (tx) => {
    await tx.contact.create({
      data: {
        id,
        workspaceId,
        name,
        nameKey: nameKey(name),
        crmContactId,
        provisional: given.provisional ?? crmContactId === null,
        lastContactAt: given.lastContactAt ?? null,
      },
    })
    await tx.contactLabel.createMany({ data: labels.map((label) => ({ contactId: id, workspaceId, label })) })
    for (const { kind, value, scope = 'workspace', verified = false, active = true, matchKey = value } of identifiers) {
      await tx.identifier.create({
        data: {
          id: newId('idn'),
          workspaceId,
          contactId: id,
          kind,
          scope,
          value,
          matchKey,
          standing: verified ? 'verified' : 'claimed',
          active,
          activeKey: verified && active ? [workspaceId, scope, kind, value].join('|') : null,
          validTo: active ? null : now,
          firstSeenAt: now,
          lastSeenAt: now,
          validFrom: now,
          evidenceKind: verified ? 'payload' : 'import',
        },
      })
    }
  })
  return id
}
