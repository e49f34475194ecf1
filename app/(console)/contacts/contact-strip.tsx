import type { Identity, IdentityCell } from '@/components/identity/identity-cells'
import { IdentityStrip } from '@/components/identity/identity-strip'
import { Shown } from '@/components/identity/reveal-scope'
import type { ContactDetail, DetailIdentifier } from '@/lib/contacts/contact-detail'

/** The newest one that still holds; one that ended is on file only. */
function identifierCell(
  identifiers: readonly DetailIdentifier[],
  kinds: readonly DetailIdentifier['kind'][],
): IdentityCell {
  const held = identifiers.filter((row) => kinds.includes(row.kind))
  const row = held.find((candidate) => candidate.active) ?? held[0]
  if (!row) return { presence: 'missing', missingText: 'none on file' }
  return {
    presence: row.active ? 'present' : 'known',
    value: <Shown source={row.id} masked={row.text} />,
  }
}

/** The six cells of a contact: what it holds today, or held last. */
export function identityOf({ identifiers, threads, crmContactId }: ContactDetail): Identity {
  const thread = threads[0]
  return {
    phone: identifierCell(identifiers, ['phone']),
    username: identifierCell(identifiers, ['username']),
    bsuid: identifierCell(identifiers, ['bsuid', 'parent_bsuid']),
    number: thread
      ? { presence: 'present', value: thread.number }
      : { presence: 'missing', missingText: 'not written yet' },
    contact: crmContactId
      ? { presence: 'present', value: crmContactId }
      : { presence: 'missing', missingText: 'no record' },
    thread: thread
      ? { presence: 'present', value: `…${thread.id.slice(-6)}` }
      : { presence: 'missing', missingText: 'none yet' },
  }
}

export function ContactStrip({ contact, shape }: { contact: ContactDetail; shape: 'wide' | 'folded' }) {
  return (
    <IdentityStrip
      label={`Identity of ${contact.name ?? 'this contact'}`}
      shape={shape}
      identity={identityOf(contact)}
    />
  )
}
