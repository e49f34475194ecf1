import { Lineage, type LineageEntry } from '@/components/identity/lineage'
import { LineageChart } from '@/components/identity/lineage-chart'
import { Shown } from '@/components/identity/reveal-scope'
import { TextLink } from '@/components/ui/text-link'
import type { ContactDetail, DetailIdentifier } from '@/lib/contacts/contact-detail'
import { KIND_WORDS } from '@/lib/contacts/vocabulary'

/** Why an identifier ended, as the resolver and the import write it. */
const ENDED: Record<string, string> = {
  rotated: 'replaced by a newer one',
  'passed-on': 'the number passed to somebody else, as a person decided',
  'number-changed': 'the person changed their number',
  'username-changed': 'the person took another username',
  'username-elsewhere': 'somebody else has it now',
  'seen-late': 'seen in an old message, over by then',
  'crm-removed': 'the CRM no longer names it',
}

const EVIDENCE: Record<string, string> = {
  payload: 'seen in a signed message',
  change: 'told by a signed change of identity',
  crm: 'given by the CRM through the API',
  import: 'given by an import',
  person: 'confirmed by a person',
}

const eventHref = ({ evidence }: DetailIdentifier): string | null =>
  evidence.eventId ? `/deliveries?open=${evidence.eventId}` : null

const sourceWords = ({ evidence }: DetailIdentifier): string => EVIDENCE[evidence.kind] ?? evidence.kind

const endWords = ({ endedReason }: DetailIdentifier): string =>
  endedReason ? `; ${ENDED[endedReason] ?? endedReason}` : ''

function Note({ row }: { row: DetailIdentifier }) {
  const href = eventHref(row)
  return (
    <>
      {href ? <TextLink href={href}>{sourceWords(row)}</TextLink> : sourceWords(row)}
      {endWords(row)}
    </>
  )
}

const LANES = ['phone', 'bsuid', 'parent_bsuid', 'username', 'crm_id', 'email'] as const

/** The same as a picture: what was theirs when, and the payload behind each. */
export function LineagePicture({ contact, now }: { contact: ContactDetail; now: Date }) {
  const { identifiers, merges, zone } = contact
  if (identifiers.length === 0) return <p className="text-control text-ink-2">No identifier is on file.</p>
  const inOrder = LANES.flatMap((kind) => identifiers.filter((row) => row.kind === kind))
  return (
    <LineageChart
      {...{ now, zone }}
      identifiers={inOrder.map((row) => ({
        ...{ id: row.id, from: row.from, to: row.active ? null : row.to, verified: row.verified },
        lane: row.portfolio ? `${KIND_WORDS[row.kind]}, ${row.portfolio}` : KIND_WORDS[row.kind],
        value: <Shown source={row.id} masked={row.text} />,
        href: eventHref(row),
        note: `${sourceWords(row)}${endWords(row)}`,
      }))}
      marks={merges.map(({ mergeId, at, what, other }) => ({
        ...{ id: `${mergeId}.${what}`, at, href: `/duplicates/merges/${mergeId}` },
        label: what === 'merged' ? `Became one with ${other}` : `Became two again: ${other}`,
      }))}
    />
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
