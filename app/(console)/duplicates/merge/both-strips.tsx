import type { IdentityCell } from '@/components/identity/identity-cells'
import { IdentityStack, type StackedIdentity } from '@/components/identity/identity-stack'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { ContactDetail } from '@/lib/contacts/contact-detail'
import type { Comparison } from '@/lib/merges/compare'
import { identityOf } from '../../contacts/contact-strip'

function Note({ contact, stays }: { contact: ContactDetail; stays: boolean }) {
  const { provisional, lastContactAt } = contact
  return (
    <>
      {stays ? 'stays' : 'becomes part of it'}, {provisional ? 'from WhatsApp' : 'known to the CRM'}
      {lastContactAt ? (
        <>
          , last contact <When at={lastContactAt} />
        </>
      ) : null}
    </>
  )
}

function rowOf(contact: ContactDetail, { agreement, survivor }: Comparison): StackedIdentity {
  const identity = identityOf(contact)
  const stays = contact.id === survivor.id
  const compared = (cell: IdentityCell | undefined, kind: keyof Comparison['agreement']): IdentityCell => ({
    presence: 'missing',
    ...cell,
    compared: agreement[kind] ?? undefined,
  })
  const name = contact.name ?? contact.crmContactId ?? 'No name yet'
  return {
    key: contact.id,
    label: `Identity of ${name}, which ${stays ? 'stays' : 'becomes part of the other'}`,
    title: <TextLink href={`/contacts/${contact.id}`}>{name}</TextLink>,
    note: <Note contact={contact} stays={stays} />,
    identity: {
      ...identity,
      phone: compared(identity.phone, 'phone'),
      username: compared(identity.username, 'username'),
      bsuid: compared(identity.bsuid, 'bsuid'),
    },
  }
}

/** Both contacts above each other, the one that stays first: what agrees and what differs at a glance. */
export function BothStrips({ comparison }: { comparison: Comparison }) {
  const { survivor, merged } = comparison
  return <IdentityStack shape="wide" rows={[rowOf(survivor, comparison), rowOf(merged, comparison)]} />
}
