import { Lineage, type LineageEntry } from '@/components/identity/lineage'
import { Shown } from '@/components/identity/reveal-scope'
import { TextLink } from '@/components/ui/text-link'
import type { DetailIdentifier } from '@/lib/contacts/contact-detail'
import { KIND_WORDS } from '@/lib/contacts/vocabulary'

/** Why an identifier ended, as the resolver and the import write it. */
const ENDED: Record<string, string> = {
  rotated: 'replaced by a newer one',
  'number-changed': 'the person changed their number',
  'username-changed': 'the person took another username',
  'username-elsewhere': 'somebody else has it now',
  'seen-late': 'seen in an old message, over by then',
  'crm-removed': 'the CRM no longer names it',
}

const EVIDENCE: Record<string, string> = {
  payload: 'seen in a signed message',
  crm: 'given by the CRM through the API',
  import: 'given by an import',
  person: 'confirmed by a person',
}

function Note({ row }: { row: DetailIdentifier }) {
  const { kind, eventId } = row.evidence
  const words = EVIDENCE[kind] ?? kind
  return (
    <>
      {eventId ? <TextLink href={`/deliveries?open=${eventId}`}>{words}</TextLink> : words}
      {row.endedReason ? <>; {ENDED[row.endedReason] ?? row.endedReason}</> : null}
    </>
  )
}

/** Every identifier the contact has or had, with its dates, its standing and where it comes from. */
export function IdentifierLineage({ identifiers }: { identifiers: readonly DetailIdentifier[] }) {
  if (identifiers.length === 0) return <p className="text-control text-ink-2">No identifier is on file.</p>
  const entries = identifiers.map((row): LineageEntry => {
    return {
      id: row.id,
      kind: KIND_WORDS[row.kind],
      value: <Shown source={row.id} masked={row.text} />,
      ...(row.portfolio ? { scope: `in ${row.portfolio}` } : {}),
      from: row.from,
      to: row.active ? null : row.to,
      verified: row.verified,
      note: <Note row={row} />,
    }
  })
  return <Lineage entries={entries} />
}
