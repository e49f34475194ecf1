import type { Tidings } from '@/lib/webhooks/tell'
import type { ChangeLog } from './change-log'

/** What other systems may want to hear of a batch: who is new, and whose identifiers or name changed. Pure. */
export function tidingsOf(log: ChangeLog): Tidings[] {
  const created = [...log.contactsCreated.keys()]
  const rows = [...log.identifiersCreated.values(), ...log.identifiersChanged.values()]
  const identified = new Set(rows.map(({ contactId }) => contactId))
  const changed = new Set([...identified, ...log.contactsNamed].filter((id) => !log.contactsCreated.has(id)))
  return [
    ...created.map((contactId): Tidings => ({ event: 'contact.created', contactId, changed: [] })),
    ...[...changed].map(
      (contactId): Tidings => ({
        ...{ event: 'contact.changed', contactId },
        changed: [
          ...(identified.has(contactId) ? (['identifiers'] as const) : []),
          ...(log.contactsNamed.has(contactId) ? (['fields'] as const) : []),
        ],
      }),
    ),
  ]
}
